package dev.noom.tyrus;

import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.attributes.AttributeStorage;

/**
 * What Grizzly remembers of a connection on which another request may come (RFC 9112, section 9.3):
 * on one that was upgraded none does, and yet it keeps the closed connection until the time for
 * that is over, 30 s, which is 2 kB each.
 */
final class KeepAlive {
  private static final Attribute<Object> ATTRIBUTE =
      Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute("HttpServerFilter.KeepAliveContext");

  private KeepAlive() {}

  /**
   * Not before the answer's headers are written: till then Grizzly relies on it.
   *
   * @param request Payara's
   */
  static void forget(Object request) throws ReflectiveOperationException {
    Object packet = Reflection.ask(Reflection.ask(request, "getCoyoteRequest"), "getRequest");
    Object context = Reflection.ask(Reflection.ask(packet, "getProcessingState"), "getHttpContext");
    ATTRIBUTE.remove((AttributeStorage) context);
  }
}
