package dev.noom.tyrus;

import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import java.lang.reflect.InvocationTargetException;
import org.glassfish.tyrus.core.ComponentProvider;

/**
 * Makes our encoders for Tyrus, one a connection, by their constructors. Its own provider makes
 * them by CDI, from new bean metadata each time and under one lock for the whole server, and ours
 * has nothing injected. Tyrus finds this class as a service; {@code WEB-INF/payara-web.xml} lets it
 * be asked first. See docs/decisions/0009-handshake.md.
 */
public class CodecProvider extends ComponentProvider {
  @Override
  public boolean isApplicable(Class<?> type) {
    return type.getPackageName().startsWith("dev.noom.")
        && (Decoder.class.isAssignableFrom(type) || Encoder.class.isAssignableFrom(type));
  }

  @Override
  public <T> Object create(Class<T> type) {
    try {
      return type.getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(type + " cannot be made.", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " has no public constructor.", e);
    }
  }

  /** There is nothing to give back. */
  @Override
  public boolean destroy(Object codec) {
    return isApplicable(codec.getClass());
  }
}
