package dev.noom.signaling;

import dev.noom.protocol.Peer;
import dev.noom.protocol.SignalMessage;
import dev.noom.protocol.SignalMessage.Bye;
import dev.noom.protocol.SignalMessage.Joined;
import dev.noom.room.Participant;
import dev.noom.room.RoomName;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import java.util.List;
import java.util.function.BiFunction;

/** A browser in a room: what the room says to it goes into the outbox of its WebSocket session. */
final class SessionParticipant implements Participant {
  private final Peer peer;
  private final boolean resumed;
  private final Outbox outbox;
  private final BiFunction<RoomName, List<Peer>, Joined> greeting;

  /**
   * @param resumed whether it had its place before
   * @param greeting makes the first message from the room and everyone else in it
   */
  SessionParticipant(
      Peer peer,
      boolean resumed,
      Outbox outbox,
      BiFunction<RoomName, List<Peer>, Joined> greeting) {
    this.peer = peer;
    this.resumed = resumed;
    this.outbox = outbox;
    this.greeting = greeting;
  }

  @Override
  public Peer peer() {
    return peer;
  }

  boolean isResumed() {
    return resumed;
  }

  @Override
  public void joined(RoomName room, List<Peer> others) {
    outbox.send(greeting.apply(room, others));
  }

  @Override
  public void send(SignalMessage message) {
    outbox.send(message);
    if (message instanceof Bye bye) {
      outbox.finish(new CloseReason(closeCode(bye), bye.reason()));
    }
  }

  @Override
  public boolean isConnected() {
    return outbox.isOpen();
  }

  private static CloseCode closeCode(Bye bye) {
    return bye.reason().equals("restart") ? CloseCodes.SERVICE_RESTART : CloseCodes.NORMAL_CLOSURE;
  }
}
