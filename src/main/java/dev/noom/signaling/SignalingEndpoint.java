package dev.noom.signaling;

import dev.noom.admission.RemoteClient;
import dev.noom.memory.Holding;
import dev.noom.net.Paths;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;

/**
 * The container's side of one browser's connection. The container makes an instance a session and
 * calls it from one thread at a time, except for {@link #onClose}. All that it hears it passes to a
 * {@link SignalingSession}.
 *
 * <p>Text comes in parts and is decoded by the session: a container would decode before the rate
 * limit is asked (docs/decisions/0028-one-codec.md).
 */
@ServerEndpoint(
    value = Paths.SIGNAL + "/{room}",
    subprotocols = SignalingSession.SUBPROTOCOL,
    configurator = EndpointConfigurator.class,
    decoders = SignalMessageDecoder.class,
    encoders = SignalMessageEncoder.class)
public class SignalingEndpoint {
  private static final Logger LOG = System.getLogger(SignalingEndpoint.class.getName());

  private final JoinService joinService;
  private SignalingSession signaling;

  /** For containers that insist on making an instance to look at. */
  public SignalingEndpoint() {
    this(null);
  }

  SignalingEndpoint(JoinService joinService) {
    this.joinService = joinService;
  }

  @OnOpen
  public void onOpen(Session session, @PathParam("room") String name) {
    RemoteClient caller = RemoteClient.of(session.getUserPrincipal());
    Holding holding = joinService.connections().holding(caller);
    Outbox outbox = new Outbox(session, holding, caller.takeFrames().orElse(null));
    signaling = new SignalingSession(joinService, caller, outbox, holding);
    signaling.opened(session.getNegotiatedSubprotocol(), name);
  }

  /** As a whole in most cases; in parts where a client sends it so, or WildFly reads it so. */
  @OnMessage(maxMessageSize = InboundGate.MAX_FRAME_BYTES)
  public void onMessage(String part, boolean last) {
    signaling.text(part, last);
  }

  /**
   * In parts, because nobody wants the whole. Without this method a container has nowhere to put
   * it, and writes a stack trace to the log for each frame.
   */
  @OnMessage
  public void onBinary(ByteBuffer part, boolean last) {
    signaling.binary(part.remaining(), last);
  }

  @OnMessage
  public void onPong(PongMessage pong) {
    signaling.pong();
  }

  @OnClose
  public void onClose(Session session, CloseReason reason) {
    signaling.closed(reason);
    LOG.log(
        Level.DEBUG, "session {0}: closed, {1}", session.getId(), reason.getCloseCode().getCode());
  }

  @OnError
  public void onError(Session session, Throwable error) {
    // WildFly still calls a session open that it has just lost, or that has sent what is no frame.
    if (session.isOpen() && !(error instanceof IOException)) {
      LOG.log(Level.ERROR, signaling + ": an unexpected failure", error);
    } else {
      LOG.log(Level.DEBUG, "session " + session.getId() + ": lost", error);
    }
  }
}
