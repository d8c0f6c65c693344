package dev.noom.room;

import dev.noom.memory.Holding;
import dev.noom.protocol.Peer;
import dev.noom.protocol.SignalMessage;
import dev.noom.protocol.SignalMessage.Answer;
import dev.noom.protocol.SignalMessage.Offer;
import dev.noom.protocol.SignalMessage.Relayed;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;

/**
 * The place of somebody whose connection has dropped, until he comes back or his time is over. It
 * keeps what peers send to him, in order; everything else he will learn from the roster in his next
 * {@code joined}.
 */
final class Away implements Participant {
  /**
   * 512 Ki characters: the whole negotiation of a room of eight, and half of what may wait for
   * somebody who is here, so that handing it over is never too much for him.
   */
  static final int MAX_KEPT = 1 << 19;

  /** What a message weighs beside its payload: its object and its place in the queue. */
  private static final int OVERHEAD = 256;

  private final Peer peer;

  /** Weak, because his place is kept for longer than his connection need be. */
  private final WeakReference<Participant> lost;

  private final Stay stay;
  private final long until;
  private final Object address;
  private final Holding holding;

  private final Queue<Relayed> kept = new ArrayDeque<>();
  private int keptSize;
  private boolean overfull;
  private boolean ended;

  /** Whoever has the place now; null while nobody has come back. */
  private Participant successor;

  /**
   * @param stay how long it was somebody's
   * @param until when his time is over, on the clock of {@link RoomService}, in ns
   * @param holding for what is kept here
   */
  Away(Participant lost, Stay stay, long until, Holding holding) {
    peer = lost.peer();
    this.lost = new WeakReference<>(lost);
    this.stay = stay;
    this.until = until;
    this.holding = holding;
    address = lost.address();
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
  public boolean isConnected() {
    return false;
  }

  @Override
  public void joined(RoomName room, List<Peer> others) {
    throw new IllegalStateException("Nobody arrives by being away.");
  }

  /**
   * A sender that has read the room's map just before the return arrives here just after it; his
   * message goes on to whoever has returned.
   */
  @Override
  public void send(SignalMessage message) {
    Participant returned = keepUnlessReturned(message);
    if (returned != null) {
      returned.send(message);
    }
  }

  private synchronized Participant keepUnlessReturned(SignalMessage message) {
    if (!ended && !overfull && message instanceof Relayed relayed) {
      if (relayed instanceof Offer) {
        forgetOffersOf(relayed.from());
      }
      keep(relayed);
    }
    return successor;
  }

  private void keep(Relayed message) {
    int size = size(message);
    if (keptSize + size > MAX_KEPT || !holding.take(size)) {
      overfull = true;
      return;
    }
    kept.add(message);
    keptSize += size;
  }

  /**
   * A newer offer takes the place of an older one and its candidates: an answer to that would meet
   * a peer that no longer means it.
   */
  private void forgetOffersOf(String peer) {
    for (Iterator<Relayed> all = kept.iterator(); all.hasNext(); ) {
      Relayed older = all.next();
      if (older.from().equals(peer) && !(older instanceof Answer)) {
        all.remove();
        keptSize -= size(older);
        holding.give(size(older));
      }
    }
  }

  /** Whether this place is kept for that connection, and not for a later one of the same person. */
  boolean standsInFor(Participant participant) {
    return lost.refersTo(participant);
  }

  /** Whether more was sent than is kept, here or on the whole server; then the place is lost. */
  synchronized boolean isOverfull() {
    return overfull;
  }

  Stay stay() {
    return stay;
  }

  boolean isOver(long now) {
    return now - until >= 0;
  }

  /**
   * Gives what was kept to whoever has returned, and from now on everything at once.
   *
   * @param here who may still speak; nobody hears from somebody who is not in his roster
   */
  synchronized void handOver(Participant returned, List<Peer> here) {
    for (Relayed message : kept) {
      if (here.stream().anyMatch(other -> other.id().equals(message.from()))) {
        returned.send(message);
      }
    }
    successor = returned;
    end();
  }

  /** Forgets what was kept, and keeps nothing any more. */
  synchronized void end() {
    ended = true;
    kept.clear();
    keptSize = 0;
    holding.close();
  }

  private static int size(Relayed message) {
    return OVERHEAD + message.size();
  }
}
