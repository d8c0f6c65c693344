package dev.noom.room;

import dev.noom.memory.Holding;
import dev.noom.protocol.Peer;
import dev.noom.protocol.SignalMessage.Negotiation;
import dev.noom.protocol.SignalMessage.Relayed;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;

/**
 * What peers send to a participant whose connection has dropped, in order. News of the room is not
 * kept: the roster in the next {@code joined} replaces it.
 *
 * <p>Not for several threads; {@link Place} locks.
 */
final class Mailbox {
  /**
   * 512 Ki characters: the whole negotiation of a room of eight. It is half of what may wait in an
   * outbox, so that handing it over never fills one.
   */
  static final int MAX_KEPT = 1 << 19;

  /** What a message weighs beside its payload: its object and its place in the queue. */
  private static final int OVERHEAD = 256;

  private final Holding holding;
  private final Queue<Relayed> kept = new ArrayDeque<>();
  private int keptSize;
  private boolean overfull;

  /**
   * @param holding the memory that is counted for what is kept here
   */
  Mailbox(Holding holding) {
    this.holding = holding;
  }

  /** Keeps a message. Once one does not fit, the mailbox is overfull and keeps nothing more. */
  void keep(Relayed message) {
    if (overfull) {
      return;
    }
    if (message instanceof Negotiation newer) {
      forgetReplacedBy(newer);
    }
    int size = size(message);
    if (keptSize + size > MAX_KEPT || !holding.take(size)) {
      overfull = true;
      return;
    }
    kept.add(message);
    keptSize += size;
  }

  private void forgetReplacedBy(Negotiation newer) {
    for (Iterator<Relayed> all = kept.iterator(); all.hasNext(); ) {
      Relayed older = all.next();
      if (older instanceof Negotiation negotiation
          && older.from().equals(newer.from())
          && negotiation.isReplacedBy(newer)) {
        all.remove();
        keptSize -= size(older);
        holding.give(size(older));
      }
    }
  }

  /** Whether a message did not fit, here or into the memory of the server. */
  boolean isOverfull() {
    return overfull;
  }

  /**
   * Sends what was kept.
   *
   * @param roster the peers that the receiver knows; messages of others are left out
   */
  void handOver(Participant receiver, List<Peer> roster) {
    for (Relayed message : kept) {
      if (roster.stream().anyMatch(peer -> peer.id().equals(message.from()))) {
        receiver.send(message);
      }
    }
  }

  /** Forgets what was kept and gives the memory back. */
  void close() {
    kept.clear();
    keptSize = 0;
    holding.close();
  }

  private static int size(Relayed message) {
    return OVERHEAD + message.size();
  }
}
