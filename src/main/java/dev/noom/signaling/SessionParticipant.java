package dev.noom.signaling;

import dev.noom.protocol.IceServer;
import dev.noom.protocol.Peer;
import dev.noom.protocol.SignalMessage;
import dev.noom.protocol.SignalMessage.Bye;
import dev.noom.protocol.SignalMessage.Joined;
import dev.noom.protocol.SignalMessage.RenewedIceServers;
import dev.noom.room.Participant;
import dev.noom.room.RoomName;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** A browser in a room: what the room says to it goes into the outbox of its WebSocket session. */
final class SessionParticipant implements Participant {
  private final Peer peer;
  private final boolean resumed;
  private final Outbox outbox;
  private final BiFunction<RoomName, List<Peer>, Joined> greeting;
  private final Supplier<List<IceServer>> iceServers;

  /**
   * @param resumed whether it had its place before
   * @param greeting makes the first message from the room and everyone else in it
   * @param iceServers makes those that are good from now on
   */
  SessionParticipant(
      Peer peer,
      boolean resumed,
      Outbox outbox,
      BiFunction<RoomName, List<Peer>, Joined> greeting,
      Supplier<List<IceServer>> iceServers) {
    this.peer = peer;
    this.resumed = resumed;
    this.outbox = outbox;
    this.greeting = greeting;
    this.iceServers = iceServers;
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

  void renewIceServers() {
    outbox.send(new RenewedIceServers(iceServers.get()));
  }

  @Override
  public boolean isConnected() {
    return outbox.isOpen();
  }

  private static CloseCode closeCode(Bye bye) {
    return bye.reason().equals("restart") ? CloseCodes.SERVICE_RESTART : CloseCodes.NORMAL_CLOSURE;
  }
}
