package dev.noom.payara.websocket;

import dev.noom.payara.server.Reflection;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.glassfish.grizzly.Connection;
import org.glassfish.tyrus.spi.Writer;

/**
 * What is under the request of a handshake: Payara's request, and the TCP connection. The standard
 * has no word for ending one, and the container's own way of ending a WebSocket is not safe
 * (payara/websocket/decisions/0017-the-end-of-a-websocket.md).
 *
 * <p>By name, along public methods of Payara's: RequestFacade, its Request, Grizzly's Request, its
 * FilterChainContext, its Connection. And four private fields of the Request.
 */
final class Transport {
  private static final Logger LOG = System.getLogger(Transport.class.getName());

  private static final String REQUEST = "org.apache.catalina.connector.Request";
  private static final String HANDLER = HttpUpgradeHandler.class.getName();

  /** That the thread of the handshake has left, and is not going to use the request again. */
  private static final String LEFT = "afterService";

  /** What Payara knows of the course of one request. False in a new one. */
  private static final List<String> COURSE = List.of(LEFT, "resume", "handlerInitialised");

  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

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
      Object request = Reflection.ask(unwrapped, "getUnwrappedCoyoteRequest");
      Object context = Reflection.ask(Reflection.ask(request, "getCoyoteRequest"), "getContext");
      return new Transport(request, Reflection.ask(context, "getConnection"));
    } catch (ReflectiveOperationException | RuntimeException e) {
      warn("This Payara is not known; WebSockets end in its own way. {0}", e);
      return UNKNOWN;
    }
  }

  /** False on a container of another kind: then nothing below has an effect. */
  boolean isKnown() {
    return connection != null;
  }

  /**
   * Has the request become the handler's, as {@link HttpServletRequest#upgrade} would. That one
   * makes a handler, by CDI and from new bean metadata at each handshake, and keeps all of it for
   * as long as the WebSocket lives (payara/websocket/decisions/0009-handshake.md).
   *
   * @return false if it cannot be done here, and then it is not upgraded
   */
  boolean upgradeTo(HttpUpgradeHandler handler) {
    if (!isKnown()) {
      return false;
    }
    begin();
    try {
      Field slot = Reflection.field(request.getClass(), REQUEST, "httpUpgradeHandler", HANDLER);
      Object response = Reflection.ask(Reflection.ask(request, "getCoyoteRequest"), "getResponse");
      slot.set(request, handler);
      Reflection.tell(request, "setUpgrade", boolean.class, true);
      Reflection.ask(response, "suspend");
      return true;
    } catch (ReflectiveOperationException | RuntimeException e) {
      warn("This Payara is not known; connecting costs more than it should. {0}", e);
      return false;
    }
  }

  /** It has become a WebSocket. To be called while nobody reads from it. */
  void upgraded() {
    drop(HandshakeMemory::drop);
  }

  /**
   * Those of its handshake. To be called by the thread that is at the handshake, or when that has
   * long left it, by the one that reads.
   */
  void dropHeaders() {
    drop(HandshakeMemory::dropHeaders);
  }

  private interface Drop {
    void from(Object request) throws ReflectiveOperationException;
  }

  private void drop(Drop leftovers) {
    try {
      if (connection instanceof Connection<?>) {
        leftovers.from(request);
      }
    } catch (LinkageError | ReflectiveOperationException | RuntimeException e) {
      warn("This Payara is not known; a WebSocket takes more memory than it should. {0}", e);
    }
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
      warn("This Payara shows no Grizzly; what is written goes its own way. {0}", e);
      return tyrus;
    }
  }

  /**
   * Has the request be as a new one. Payara uses them again, and one that was answered
   * asynchronously, as our pages are, it makes blank first and says of it then that its thread has
   * left (payara/websocket/decisions/0017-the-end-of-a-websocket.md).
   */
  private void begin() {
    try {
      for (String name : COURSE) {
        flag(name).setBoolean(request, false);
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      warn("This Payara is not known; one that ends at once may disturb another one. {0}", e);
    }
  }

  /**
   * Whether the thread of the handshake has left the container. Before that it is not safe to have
   * the container end the WebSocket: the request would be given to the next one while that thread
   * is still busy with it.
   */
  boolean isHandshakeOver() {
    try {
      return !isKnown() || flag(LEFT).getBoolean(request);
    } catch (ReflectiveOperationException | RuntimeException e) {
      warn("This Payara is not known; one that ends at once may disturb another one. {0}", e);
      return true;
    }
  }

  private Field flag(String name) throws ReflectiveOperationException {
    return Reflection.field(request.getClass(), REQUEST, name, "boolean");
  }

  /** Has the container leave the end of the WebSocket to us. */
  void disown() {
    if (isKnown()) {
      try {
        Reflection.tell(request, "setWebConnection", WebConnection.class, null);
      } catch (ReflectiveOperationException | RuntimeException e) {
        LOG.log(Level.DEBUG, "The container will end a WebSocket by itself, too. {0}", e);
      }
    }
  }

  /** Ends it now. Harmless if it has ended already. */
  void terminate() {
    if (isKnown()) {
      try {
        Reflection.ask(connection, "terminateSilently");
      } catch (ReflectiveOperationException | RuntimeException e) {
        LOG.log(Level.DEBUG, "A connection could not be ended. {0}", e);
      }
    }
  }

  /** Each once: it is the same for every connection. */
  private static void warn(String what, Throwable why) {
    LOG.log(SAID.add(what) ? Level.WARNING : Level.DEBUG, what, why);
  }
}
