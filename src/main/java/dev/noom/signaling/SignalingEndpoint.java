package dev.noom.signaling;

import dev.noom.frames.FrameGuard;
import dev.noom.memory.Holding;
import dev.noom.protocol.ErrorCode;
import dev.noom.protocol.Refusal;
import dev.noom.protocol.SignalMessage;
import dev.noom.protocol.SignalMessage.Bye;
import dev.noom.protocol.SignalMessage.Join;
import dev.noom.protocol.SignalMessage.Leave;
import dev.noom.protocol.SignalMessage.Ping;
import dev.noom.protocol.SignalMessage.Pong;
import dev.noom.protocol.SignalMessage.Relayed;
import dev.noom.protocol.SignalMessage.Standby;
import dev.noom.protocol.SignalMessage.Trouble;
import dev.noom.room.Room;
import dev.noom.room.RoomName;
import dev.noom.security.Caller;
import dev.noom.signaling.Allowance.Verdict;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
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
import java.util.concurrent.ThreadLocalRandom;

/**
 * One browser's connection. The container makes an instance a session and calls it from one thread
 * at a time, except for {@link #onClose}; what a browser asks for and does not get is a {@link
 * Refusal}, answered to it alone.
 */
@ServerEndpoint(
    value = "/signal/{room}",
    subprotocols = SignalingEndpoint.SUBPROTOCOL,
    configurator = Handshake.class,
    decoders = SignalMessageDecoder.class,
    encoders = SignalMessageEncoder.class)
public class SignalingEndpoint {
  static final String SUBPROTOCOL = "noom.v1";

  /**
   * Closed with 1009 above this, by the container or by us; from 64 KiB up to here the answer is
   * {@code too-large}. See also WEB-INF/web.xml.
   */
  private static final int MAX_FRAME_BYTES = 1 << 17;

  /** Before somebody has joined: a `join` has 1 KiB. */
  private static final int MAX_BYTES_BEFORE_JOIN = 1 << 13;

  /** Opcodes (RFC 6455, section 11.8). */
  private static final int CLOSE = 8;

  private static final int PING = 9;

  static final CloseReason BAD_ROOM = new CloseReason(() -> 4400, "bad-room");
  private static final CloseReason NO_SUBPROTOCOL =
      new CloseReason(CloseCodes.PROTOCOL_ERROR, SUBPROTOCOL);
  private static final CloseReason TOO_LONG =
      new CloseReason(CloseCodes.TOO_BIG, "That is too long.");
  static final CloseReason TOO_FAST = new CloseReason(() -> 4429, "too-fast");
  private static final CloseReason HAS_LEFT = new CloseReason(CloseCodes.NORMAL_CLOSURE, "left");

  private static final Pong PONG = new Pong();

  /** Asked after the allowance, and not by the container (docs/decisions/0028-one-codec.md). */
  private static final SignalMessageDecoder DECODER = new SignalMessageDecoder();

  /** 5 s, and up to as much again: many that are too fast together do not come back together. */
  private static final int PAUSE_MILLIS = 5_000;

  private static final Logger LOG = System.getLogger(SignalingEndpoint.class.getName());

  private final Reception reception;

  private final TroubleLimit troubles = new TroubleLimit();

  private Holding holding;
  private Parts parts;
  private Outbox outbox;
  private Heartbeat heartbeat;
  private Allowance allowance;
  private RoomName roomName;

  /** Whoever was sent away is not listened to any more. */
  private boolean sentAway;

  private Caller caller;

  /** Null before the join. Volatile, for {@link #onClose}. */
  private volatile Room room;

  /** Whether the page is gone for good; written by {@link #onClose}. */
  private volatile boolean pageIsGone;

  /** Null before the join and after a {@code leave}. */
  private volatile SessionParticipant self;

  /** For containers that insist on making an instance to look at. */
  public SignalingEndpoint() {
    this(null);
  }

  SignalingEndpoint(Reception reception) {
    this.reception = reception;
  }

  @OnOpen
  public void onOpen(Session session, @PathParam("room") String name) {
    caller = Caller.of(session.getUserPrincipal());
    holding = reception.connections().holding(caller);
    parts = new Parts(holding);
    outbox = new Outbox(session, holding, caller.frames().orElse(null));
    outbox.guardedBy(new Guard());
    heartbeat = reception.connections().opened(outbox, caller, holding);
    allowance = reception.connections().allowance();
    if (!holding.isGranted()) {
      sentAway = true;
      heartbeat.endSoon(Outbox.NO_MEMORY);
      return;
    }
    if (!SUBPROTOCOL.equals(session.getNegotiatedSubprotocol())) {
      // Containers open the connection all the same; without a room's name nobody joins on it.
      heartbeat.endSoon(NO_SUBPROTOCOL);
      return;
    }
    try {
      roomName = RoomName.of(name);
    } catch (Refusal refusal) {
      refuse(refusal);
      heartbeat.endSoon(BAD_ROOM);
    }
  }

  /** As a whole in most cases; in parts where somebody sends it so, or WildFly reads it so. */
  @OnMessage(maxMessageSize = MAX_FRAME_BYTES)
  public void onMessage(String part, boolean last) {
    boolean isGranted =
        parts.isMore(part)
            ? isGranted(allowance.spendMore(part.length()))
            : isGranted(part.length());
    if (!isGranted) {
      return;
    }
    if (parts.lengthWith(part) > longest()) {
      end(TOO_LONG);
      return;
    }
    if (!parts.isKept(part, last)) {
      end(Outbox.NO_MEMORY);
      return;
    }
    String text = parts.add(part, last);
    if (text != null) {
      try {
        handle(DECODER.decode(text));
      } catch (UnreadableMessage unreadable) {
        refuse(unreadable.refusal());
      } catch (Refusal refusal) {
        refuse(refusal);
      }
    }
  }

  /**
   * In parts, because nobody wants the whole. Without this method a container has nowhere to put
   * it, and writes a stack trace to the log for each frame.
   */
  @OnMessage
  public void onBinary(ByteBuffer part, boolean last) {
    if (isGranted(part.remaining()) && last) {
      refuse(new Refusal(ErrorCode.BAD_MESSAGE, "A message is text."));
    }
  }

  /** It answers a ping, or comes unasked, and then it counts like any message. */
  @OnMessage
  public void onPong(PongMessage pong) {
    isGranted(0);
  }

  /** In bytes, which are characters at least. */
  private int longest() {
    return room == null ? MAX_BYTES_BEFORE_JOIN : MAX_FRAME_BYTES;
  }

  /** Nothing more is listened to. */
  private void end(CloseReason reason) {
    sentAway = true;
    outbox.close(reason);
  }

  /**
   * Where the container lets us see frames before they have come whole. What is refused there costs
   * no memory, and pings, which containers answer by themselves, are counted.
   */
  private final class Guard implements FrameGuard {
    @Override
    public boolean accepts(int opcode, long length) {
      if (opcode == CLOSE && length < longest()) {
        return true;
      }
      if (sentAway) {
        return false;
      }
      if (length < 0 || length > longest()) {
        end(TOO_LONG);
        return false;
      }
      return opcode != PING || isGranted(0);
    }

    @Override
    public boolean keeps(int bytes) {
      return holding.take(bytes);
    }

    @Override
    public void isShort() {
      end(Outbox.NO_MEMORY);
    }

    @Override
    public void frees(int bytes) {
      holding.give(bytes);
    }
  }

  /** Before anything else is done with a message, since that is what costs. */
  private boolean isGranted(int size) {
    return isGranted(allowance.spend(size));
  }

  private boolean isGranted(Verdict verdict) {
    if (sentAway) {
      return false;
    }
    heartbeat.heard();
    if (verdict == Verdict.REFUSED_FIRST) {
      reception.warnings().warn(roomName, who(), "is too fast, and not listened to for a while");
      refuse(new Refusal(ErrorCode.TOO_FAST, "That is too much at once; wait for some seconds."));
    } else if (verdict == Verdict.USED_UP) {
      sendAway();
    }
    return verdict == Verdict.GRANTED;
  }

  /** His place is kept, and after a pause he may have it again. */
  private void sendAway() {
    sentAway = true;
    int after = ThreadLocalRandom.current().nextInt(PAUSE_MILLIS, 2 * PAUSE_MILLIS);
    outbox.send(new Bye("too-fast", "resume", after));
    heartbeat.endSoon(TOO_FAST);
  }

  private void handle(SignalMessage message) throws Refusal {
    if (!outbox.isOpen() && !(message instanceof Leave)) {
      // WildFly hands on what comes after the close; a goodbye may have come before it.
      return;
    }
    // Read once: onClose may come at any moment, from the thread that sweeps.
    SessionParticipant speaker = self;
    if (message instanceof Join join) {
      join(join);
    } else if (speaker == null) {
      throw new Refusal(ErrorCode.NOT_JOINED, "Send 'join' first.");
    } else if (message instanceof Relayed relayed) {
      room.relay(speaker, relayed);
    } else if (message instanceof Standby standby) {
      room.standBy(speaker, standby);
    } else if (message instanceof Trouble trouble) {
      if (troubles.counts(trouble.known(), System.nanoTime())) {
        reception.note(trouble);
      }
    } else if (message instanceof Ping) {
      outbox.send(PONG);
    } else if (message instanceof Leave) {
      leave();
      outbox.finish(HAS_LEFT);
    } else {
      throw new Refusal(ErrorCode.UNKNOWN_TYPE, "That type of message comes from the server only.");
    }
  }

  private void join(Join join) throws Refusal {
    if (room != null) {
      // Also after a leave: this connection is about to be closed, and would never hear 'joined'.
      throw new Refusal(ErrorCode.ALREADY_JOINED, "You have joined already.");
    }
    if (roomName == null) {
      throw new Refusal(ErrorCode.BAD_ROOM, "There is no such room.");
    }
    SessionParticipant participant = reception.recognize(join, roomName, outbox, caller);
    room = reception.admit(participant, roomName);
    self = participant;
    holding.joined();
    heartbeat.joined();
    if (!outbox.isOpen()) {
      // The socket went while the room was being entered, and onClose has found nobody.
      giveUp();
    }
  }

  @OnClose
  public void onClose(Session session, CloseReason reason) {
    pageIsGone = reason.getCloseCode() == CloseCodes.GOING_AWAY && !outbox.isClosing();
    reception.connections().closed(heartbeat);
    giveUp();
    LOG.log(
        Level.DEBUG, "session {0}: closed, {1}", session.getId(), reason.getCloseCode().getCode());
  }

  /**
   * A browser closes with 1001 when its page goes: the tab is closed, reloaded or used for another
   * page (RFC 6455, section 7.4.1). Firefox says nothing else then. A close of our own may have the
   * same code, and a connection that is lost has another one; then the place is kept.
   */
  private void giveUp() {
    if (pageIsGone) {
      leave();
    } else {
      detach();
    }
  }

  private void leave() {
    SessionParticipant leaver = self;
    if (leaver != null) {
      self = null;
      reception.rooms().leave(room, leaver);
    }
  }

  private void detach() {
    SessionParticipant lost = self;
    if (lost != null) {
      // He stays who he is: WildFly may hand on a 'leave' after the close that it came before.
      reception.rooms().detach(room, lost);
    }
  }

  @OnError
  public void onError(Session session, Throwable error) {
    // WildFly still calls a session open that it has just lost, or that has sent what is no frame.
    if (session.isOpen() && !(error instanceof IOException)) {
      LOG.log(
          Level.ERROR, "room \"" + roomName + "\", " + who() + ": an unexpected failure", error);
    } else {
      LOG.log(Level.DEBUG, "session " + session.getId() + ": lost", error);
    }
  }

  private void refuse(Refusal refusal) {
    if (refusal.code() == ErrorCode.DRAINING) {
      reception.warnings().warn(roomName, who(), "was not let in: " + refusal.getMessage());
    }
    LOG.log(Level.DEBUG, "room \"{0}\", {1}: refused, {2}", roomName, who(), refusal.code().wire());
    outbox.send(refusal.toMessage());
  }

  private String who() {
    SessionParticipant participant = self;
    return participant == null ? "not joined" : participant.peer().id();
  }
}
