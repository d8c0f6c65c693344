package dev.noom.signaling;

import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * A WebSocket session whose other side reads when the test says so; it knows the seven methods an
 * outbox uses.
 */
final class FakeSession {
  final List<Object> written = new ArrayList<>();
  CloseReason closed;
  int pings;

  /** How long it may be idle, in ms; 0: for ever. */
  long patience;

  /** While true every write completes before its call returns, as on an idle connection. */
  boolean reading = true;

  private final Queue<SendHandler> underWay = new ArrayDeque<>();
  private final RemoteEndpoint.Async remote = fake(RemoteEndpoint.Async.class);

  Session session() {
    return fake(Session.class);
  }

  /** The other side has read what was under way. */
  void reads() {
    underWay.remove().onResult(new SendResult());
  }

  /** What was under way is lost. */
  void fails() {
    underWay.remove().onResult(new SendResult(new IOException("reset")));
  }

  int underWay() {
    return underWay.size();
  }

  private <T> T fake(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) -> answer(method.getName(), args)));
  }

  private Object answer(String method, Object[] args) {
    return switch (method) {
      case "getAsyncRemote" -> remote;
      case "sendObject" -> write(args[0], (SendHandler) args[1]);
      case "close" -> closed = closed == null ? (CloseReason) args[0] : closed;
      case "sendPing" -> pings++;
      case "isOpen" -> closed == null;
      case "setMaxIdleTimeout" -> patience = (long) args[0];
      case "getId" -> "fake";
      default -> throw new UnsupportedOperationException(method);
    };
  }

  private Object write(Object message, SendHandler handler) {
    written.add(message);
    if (reading) {
      handler.onResult(new SendResult());
    } else {
      underWay.add(handler);
    }
    return null;
  }
}
