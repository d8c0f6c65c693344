package dev.noom.signaling;

import dev.noom.admission.RemoteClient;
import dev.noom.frames.FrameGuard;
import dev.noom.memory.Holding;
import dev.noom.protocol.ErrorCode;
import dev.noom.protocol.Refusal;
import dev.noom.protocol.SignalMessage;
import dev.noom.protocol.SignalMessage.Chat;
import dev.noom.protocol.SignalMessage.Join;
import dev.noom.protocol.SignalMessage.Leave;
import dev.noom.protocol.SignalMessage.Ping;
import dev.noom.protocol.SignalMessage.Pong;
import dev.noom.protocol.SignalMessage.Relayed;
import dev.noom.protocol.SignalMessage.Rename;
import dev.noom.protocol.SignalMessage.Standby;
import dev.noom.protocol.SignalMessage.Trouble;
import dev.noom.room.PersonName;
import dev.noom.room.Room;
import dev.noom.room.RoomName;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * What one browser's connection does from its opening to its end. Knows no container: {@link
 * SignalingEndpoint} calls it from one thread at a time, except for {@link #closed}. A request that
 * is refused is a {@link Refusal}, answered to this browser alone.
 */
final class SignalingSession {
  static final String SUBPROTOCOL = "noom.v1";

  static final CloseReason BAD_ROOM = new CloseReason(() -> 4400, "bad-room");
  private static final CloseReason NO_SUBPROTOCOL =
      new CloseReason(CloseCodes.PROTOCOL_ERROR, SUBPROTOCOL);
  private static final CloseReason HAS_LEFT = new CloseReason(CloseCodes.NORMAL_CLOSURE, "left");

  private static final Logger LOG = System.getLogger(SignalingSession.class.getName());

  private static final Pong PONG = new Pong();

  private static final SignalMessageDecoder DECODER = new SignalMessageDecoder();

  private final JoinService joinService;
  private final RemoteClient caller;
  private final Outbox outbox;
  private final Holding holding;
  private final Heartbeat heartbeat;
  private final InboundGate gate;
  private final TroubleLimit troubles = new TroubleLimit();

  /** Null where there is no such room; then nobody joins. */
  private RoomName roomName;

  /** Null before the join. Volatile, for {@link #closed}. */
  private volatile Room room;

  /** Whether the page is gone for good; written by {@link #closed}. */
  private volatile boolean pageIsGone;

  /** Null before the join and after a {@code leave}. */
  private volatile SessionParticipant self;

  SignalingSession(JoinService joinService, RemoteClient caller, Outbox outbox, Holding holding) {
    this.joinService = joinService;
    this.caller = caller;
    this.outbox = outbox;
    this.holding = holding;
    heartbeat = joinService.connections().opened(outbox, caller, holding);
    gate =
        new InboundGate(
            outbox, holding, heartbeat, joinService.connections().rateLimiter(), this::warnOnce);
    outbox.guardedBy(gate);
  }

  /**
   * @param subprotocol that was negotiated
   * @param name of the room, from the address
   */
  void opened(String subprotocol, String name) {
    if (!holding.isGranted()) {
      gate.shut();
      heartbeat.endSoon(Outbox.NO_MEMORY);
      return;
    }
    if (!SUBPROTOCOL.equals(subprotocol)) {
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

  /** Text has arrived, whole or in parts. It is decoded only after the gate has let it in. */
  void text(String part, boolean last) {
    String message = gate.message(part, last);
    if (message == null) {
      return;
    }
    try {
      handle(DECODER.decode(message));
    } catch (UnreadableMessage unreadable) {
      refuse(unreadable.refusal());
    } catch (Refusal refusal) {
      refuse(refusal);
    }
  }

  /** Part of a binary message has arrived, of which nothing is kept. */
  void binary(int size, boolean last) {
    if (gate.isGranted(size) && last) {
      refuse(new Refusal(ErrorCode.BAD_MESSAGE, "A message is text."));
    }
  }

  /** It answers a ping, or comes unasked. It counts like any message. */
  void pong() {
    gate.isGranted(0);
  }

  private void handle(SignalMessage message) throws Refusal {
    if (!outbox.isOpen() && !(message instanceof Leave)) {
      // WildFly hands on what comes after the close; a goodbye may have come before it.
      return;
    }
    // Read once: closed() may be called at any moment, from the thread that sweeps.
    SessionParticipant speaker = self;
    if (message instanceof Join join) {
      join(join);
    } else if (speaker == null) {
      throw new Refusal(ErrorCode.NOT_JOINED, "Send 'join' first.");
    } else if (message instanceof Relayed relayed) {
      room.relay(speaker, relayed);
    } else if (message instanceof Standby standby) {
      room.standBy(speaker, standby);
    } else if (message instanceof Chat line) {
      chat(speaker, line);
    } else if (message instanceof Rename rename) {
      rename(speaker, rename);
    } else if (message instanceof Trouble trouble) {
      if (troubles.counts(trouble.known(), System.nanoTime())) {
        joinService.note(trouble);
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

  private void chat(SessionParticipant speaker, Chat line) throws Refusal {
    if (!room.maySpeak(speaker)) {
      throw new Refusal(ErrorCode.TOO_FAST, "Those are too many lines at once; wait for a moment.")
          .ofLine(line.ref());
    }
    room.say(speaker, line);
  }

  private void rename(SessionParticipant speaker, Rename rename) throws Refusal {
    // First: judging a name costs more than reading it.
    if (!room.maySpeak(speaker)) {
      throw new Refusal(ErrorCode.TOO_FAST, "That is too often; wait for a moment.");
    }
    room.rename(speaker, PersonName.of(rename.name()));
  }

  private void join(Join join) throws Refusal {
    if (room != null) {
      // Also after a leave: this connection is about to be closed, and would never hear 'joined'.
      throw new Refusal(ErrorCode.ALREADY_JOINED, "You have joined already.");
    }
    if (roomName == null) {
      throw new Refusal(ErrorCode.BAD_ROOM, "There is no such room.");
    }
    SessionParticipant participant = joinService.authenticate(join, roomName, outbox, caller);
    room = joinService.admit(participant, roomName);
    self = participant;
    heartbeat.joined();
    gate.joined();
    if (!outbox.isOpen()) {
      // The socket went while the room was being entered, and closed() has found nobody.
      giveUp();
    }
  }

  /** The connection is no more. May be called twice, and from any thread. */
  void closed(CloseReason reason) {
    pageIsGone = reason.getCloseCode() == CloseCodes.GOING_AWAY && !outbox.isClosing();
    joinService.connections().closed(heartbeat);
    giveUp();
    gate.closed();
    outbox.guardedBy(FrameGuard.CLOSED);
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
      joinService.rooms().leave(room, leaver);
    }
  }

  private void detach() {
    SessionParticipant lost = self;
    if (lost != null) {
      // It stays the participant: WildFly may hand on a 'leave' after the close that followed it.
      joinService.rooms().detach(room, lost);
    }
  }

  private void warnOnce() {
    joinService.warnings().warn(roomName, who(), "is too fast, and not listened to for a while");
    refuse(new Refusal(ErrorCode.TOO_FAST, "That is too much at once; wait for some seconds."));
  }

  private void refuse(Refusal refusal) {
    if (refusal.code() == ErrorCode.DRAINING) {
      joinService.warnings().warn(roomName, who(), "was not let in: " + refusal.getMessage());
    }
    LOG.log(Level.DEBUG, "room \"{0}\", {1}: refused, {2}", roomName, who(), refusal.code().wire());
    outbox.send(refusal.toMessage());
  }

  private String who() {
    SessionParticipant participant = self;
    return participant == null ? "not joined" : participant.peer().id();
  }

  /** For the log. */
  @Override
  public String toString() {
    return "room \"" + roomName + "\", " + who();
  }
}
