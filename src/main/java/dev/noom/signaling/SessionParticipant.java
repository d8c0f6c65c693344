package dev.noom.signaling;

import dev.noom.protocol.IceServer;
import dev.noom.protocol.Peer;
import dev.noom.protocol.RawJson;
import dev.noom.protocol.SignalMessage;
import dev.noom.protocol.SignalMessage.Bye;
import dev.noom.protocol.SignalMessage.Join;
import dev.noom.protocol.SignalMessage.Joined;
import dev.noom.protocol.SignalMessage.RenewedIceServers;
import dev.noom.protocol.SignalMessage.Returned;
import dev.noom.protocol.SignalMessage.Welcome;
import dev.noom.room.Participant;
import dev.noom.room.RoomName;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A browser in a room. What the room sends to it goes into the outbox of its WebSocket session. */
final class SessionParticipant implements Participant {
  private final Peer peer;
  private final Object address;
  private final boolean resumed;
  private final long heard;
  private final boolean crosses;

  /** Null once it is taken, because it may be large. */
  private RawJson offer;

  private final Outbox outbox;
  private final BiFunction<RoomName, List<Peer>, Joined> greeting;
  private final Function<Boolean, List<IceServer>> iceServers;

  /** Whether nobody else is here. Then its ICE credentials are valid for a short time only. */
  private volatile boolean alone;

  /**
   * @param address of its connection
   * @param resumed whether it had its place before
   * @param join its first message
   * @param greeting makes the first message from the room and everyone else in it
   * @param iceServers makes those that are valid from now on; true if the participant is alone
   */
  SessionParticipant(
      Peer peer,
      Object address,
      boolean resumed,
      Join join,
      Outbox outbox,
      BiFunction<RoomName, List<Peer>, Joined> greeting,
      Function<Boolean, List<IceServer>> iceServers) {
    this.peer = peer;
    this.address = address;
    this.resumed = resumed;
    heard = join.heard() == null ? 0 : join.heard();
    crosses = Boolean.TRUE.equals(join.crosses());
    // Nobody is introduced to the others for the second time.
    offer = resumed ? null : join.offer();
    this.outbox = outbox;
    this.greeting = greeting;
    this.iceServers = iceServers;
  }

  @Override
  public Peer peer() {
    return peer;
  }

  @Override
  public Object address() {
    return address;
  }

  @Override
  public long heard() {
    return heard;
  }

  @Override
  public boolean crosses() {
    return crosses;
  }

  @Override
  public RawJson takeOffer() {
    RawJson taken = offer;
    offer = null;
    return taken;
  }

  boolean isResumed() {
    return resumed;
  }

  @Override
  public void joined(RoomName room, List<Peer> others) {
    alone = others.isEmpty();
    // First: what is kept for somebody who comes back follows at once, and may be much.
    outbox.joined();
    outbox.send(greeting.apply(room, others));
  }

  @Override
  public void send(SignalMessage message) {
    if (alone && (message instanceof Welcome || message instanceof Returned)) {
      meet();
    }
    outbox.send(message);
    if (message instanceof Bye bye) {
      outbox.finish(new CloseReason(closeCode(bye), bye.reason()));
    }
  }

  /** Who says `leave` right behind `join` is not told. */
  @Override
  public void handed(SignalMessage standby) {
    outbox.sendAfterRead(standby);
  }

  /** Before the first connection is made. Its ICE servers have to be valid for long. */
  private void meet() {
    alone = false;
    List<IceServer> servers = iceServers.apply(false);
    if (!servers.equals(iceServers.apply(true))) {
      outbox.send(new RenewedIceServers(servers));
    }
  }

  boolean isAlone() {
    return alone;
  }

  void renewIceServers() {
    outbox.send(new RenewedIceServers(iceServers.apply(alone)));
  }

  @Override
  public boolean isConnected() {
    return outbox.isOpen();
  }

  private static CloseCode closeCode(Bye bye) {
    return bye.reason().equals("restart") ? CloseCodes.SERVICE_RESTART : CloseCodes.NORMAL_CLOSURE;
  }
}
