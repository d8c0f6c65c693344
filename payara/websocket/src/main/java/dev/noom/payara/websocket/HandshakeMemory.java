package dev.noom.payara.websocket;

import dev.noom.payara.server.Reflection;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.attributes.AttributeStorage;

/**
 * What Grizzly keeps of a handshake that nobody needs after it.
 *
 * <p>As long as the WebSocket lives, two buffers for the parameters of a form, 4 kB, and the
 * headers of the request and of the answer, some twenty in twelve objects each, 8 kB. And for 30 s
 * after its end, the closed connection, 2 kB: so long another request might come on it, were it not
 * one that was upgraded (RFC 9112, section 9.3).
 */
final class HandshakeMemory {
  private static final Attribute<Object> KEEP_ALIVE =
      Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute("HttpServerFilter.KeepAliveContext");

  private static final String UTIL = "org.glassfish.grizzly.http.util.";
  private static final String HEADERS = UTIL + "MimeHeaders";
  private static final String ARRAY = "[L" + UTIL + "MimeHeaderField;";
  private static final String PARAMETERS = UTIL + "Parameters";
  private static final String BUFFER = UTIL + "CharChunk";
  private static final String CHARS = char[].class.getName();

  /** As many as there is room for at first; Grizzly makes and adds what it needs. */
  private static final int ROOM = 8;

  private HandshakeMemory() {}

  /**
   * What costs nothing to do without. Not before the answer's headers are written: till then
   * Grizzly relies on it.
   *
   * @param request Payara's
   * @throws ReflectiveOperationException if this Grizzly is not known; harmless
   */
  static void drop(Object request) throws ReflectiveOperationException {
    Object grizzly = Reflection.ask(request, "getCoyoteRequest");
    Object packet = Reflection.ask(grizzly, "getRequest");
    Object context = Reflection.ask(Reflection.ask(packet, "getProcessingState"), "getHttpContext");
    KEEP_ALIVE.remove((AttributeStorage) context);
    Object parameters = Reflection.ask(grizzly, "getParameters");
    dropBuffer(parameters, "tmpNameC");
    dropBuffer(parameters, "tmpValueC");
  }

  /**
   * The headers, which Grizzly uses again for another handshake if they are still there when this
   * WebSocket ends: making new ones is 8 % of a call that ends at once.
   */
  static void dropHeaders(Object request) throws ReflectiveOperationException {
    Object packet = Reflection.ask(Reflection.ask(request, "getCoyoteRequest"), "getRequest");
    dropHeadersOf(packet);
    dropHeadersOf(Reflection.ask(packet, "getResponse"));
  }

  private static void dropHeadersOf(Object packet) throws ReflectiveOperationException {
    Object headers = Reflection.ask(packet, "getHeaders");
    Field array = Reflection.field(headers.getClass(), HEADERS, "headers", ARRAY);
    Reflection.ask(headers, "clear");
    array.set(headers, Array.newInstance(array.getType().getComponentType(), ROOM));
  }

  /** Grizzly makes another one when it needs it. */
  private static void dropBuffer(Object parameters, String name)
      throws ReflectiveOperationException {
    Object buffer =
        Reflection.field(parameters.getClass(), PARAMETERS, name, BUFFER).get(parameters);
    Reflection.field(buffer.getClass(), BUFFER, "buff", CHARS).set(buffer, null);
  }
}
