package dev.noom.tyrus;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.WebConnection;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.glassfish.grizzly.Connection;
import org.glassfish.tyrus.spi.Writer;

/**
 * The TCP connection under a request. The standard has no word for ending one, and the container's
 * own way of ending a WebSocket is not safe (docs/decisions/0017-the-end-of-a-websocket.md).
 *
 * <p>By name, along public methods of Payara's: RequestFacade, its Request, Grizzly's Request, its
 * FilterChainContext, its Connection.
 */
final class Transport {
  private static final Logger LOG = System.getLogger(Transport.class.getName());

  private static final Transport UNKNOWN = new Transport(null, null);

  private final Object request;
  private final Object connection;

  /**
   * @param connection null where it is not known
   */
  Transport(Object request, Object connection) {
    this.request = request;
    this.connection = connection;
  }

  /**
   * @param facade the request of the handshake
   */
  static Transport under(ServletRequest facade) {
    Object unwrapped = facade;
    while (unwrapped instanceof ServletRequestWrapper wrapper) {
      unwrapped = wrapper.getRequest();
    }
    try {
      Object request = ask(unwrapped, "getUnwrappedCoyoteRequest");
      Object context = ask(ask(request, "getCoyoteRequest"), "getContext");
      return new Transport(request, ask(context, "getConnection"));
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(Level.WARNING, "This Payara is not known; WebSockets end in its own way. {0}", e);
      return UNKNOWN;
    }
  }

  /** False on a container of another kind: then nothing below has an effect. */
  boolean isKnown() {
    return connection != null;
  }

  /**
   * What to write to it with.
   *
   * @param tyrus what the container has for that
   */
  Writer writer(Writer tyrus) {
    try {
      return connection instanceof Connection<?> grizzly ? new DirectWriter(grizzly) : tyrus;
    } catch (LinkageError e) {
      LOG.log(
          Level.WARNING, "This Payara shows no Grizzly; what is written goes its own way. {0}", e);
      return tyrus;
    }
  }

  /** Has the container leave the end of the WebSocket to us. */
  void disown() {
    if (isKnown()) {
      try {
        request
            .getClass()
            .getMethod("setWebConnection", WebConnection.class)
            .invoke(request, (Object) null);
      } catch (ReflectiveOperationException | RuntimeException e) {
        LOG.log(Level.DEBUG, "The container will end a WebSocket by itself, too. {0}", e);
      }
    }
  }

  /** Ends it now. Harmless if it has ended already. */
  void terminate() {
    if (isKnown()) {
      try {
        ask(connection, "terminateSilently");
      } catch (ReflectiveOperationException | RuntimeException e) {
        LOG.log(Level.DEBUG, "A connection could not be ended. {0}", e);
      }
    }
  }

  private static Object ask(Object whom, String what) throws ReflectiveOperationException {
    return whom.getClass().getMethod(what).invoke(whom);
  }
}
