package dev.noom.room;

import dev.noom.limits.TokenBucket;
import dev.noom.memory.Holding;
import dev.noom.protocol.Peer;
import dev.noom.protocol.SignalMessage;
import dev.noom.protocol.SignalMessage.Offer;
import dev.noom.protocol.SignalMessage.Relayed;
import java.lang.ref.WeakReference;
import java.util.List;

/**
 * A peer's place in a room. The peer keeps it while its connection is lost: then nobody occupies
 * the place, it has a mailbox, and it is given up after a time.
 *
 * <p>The room's lock guards who occupies the place and the prepared offer. {@link #deliver} needs
 * no lock as long as somebody occupies the place. The lock of this object guards the mailbox; it is
 * taken after the room's, never before.
 */
final class Place {
  /** Lines of the chat, at once and then a second: faster than anybody writes. */
  private static final int LINE_BURST = 10;

  private static final int LINE_RATE = 1;

  private final long since;
  private final long lastLineBefore;

  /** Of the place and not of the connection: else each new connection would have a full one. */
  private final TokenBucket lines;

  private Peer peer;

  /** Null while the peer is away. Written while both locks are held. */
  private volatile Participant participant;

  /** Null while somebody occupies the place. */
  private volatile Absence absence;

  /** The last connection. Weak, because the place outlives it. */
  private WeakReference<Participant> last;

  /** Null while somebody occupies the place, and once the place is given up. */
  private Mailbox mailbox;

  private Prepared prepared;

  private record Prepared(Offer offer, Holding holding) {}

  /**
   * @param since when it was taken, on the clock of {@link RoomService}, in ns
   * @param lastLineBefore the number of the last line that was said before
   */
  Place(Participant first, long since, long lastLineBefore) {
    this.since = since;
    this.lastLineBefore = lastLineBefore;
    lines = new TokenBucket(LINE_BURST, LINE_RATE, since);
    occupy(first);
  }

  Peer peer() {
    return peer;
  }

  /** The number of the last line of the chat that is not for this peer. */
  long lastLineBefore() {
    return lastLineBefore;
  }

  /** Whether the peer may say a line or change its name now; each answer of true is counted. */
  boolean maySpeak(long now) {
    return lines.tryTake(1, now);
  }

  /** Gives the peer another name. */
  void rename(PersonName name) {
    peer = new Peer(peer.id(), name.text());
  }

  /** Null while the peer is away. */
  Participant participant() {
    return participant;
  }

  /** Null while the peer is here. */
  Absence absence() {
    return absence;
  }

  boolean isVacant() {
    return participant == null;
  }

  /** Whether this connection is the last one that had this place, dropped or not. */
  boolean belongsTo(Participant connection) {
    return last.refersTo(connection);
  }

  /** Gives the place to a new connection. What waits is forgotten. */
  synchronized void occupy(Participant arrived) {
    closeMailbox();
    take(arrived);
  }

  /**
   * Gives the place back to its peer. What waits is sent first: no message overtakes it.
   *
   * @param roster the peers that the participant has been told of
   */
  synchronized void occupyAgain(Participant returned, List<Peer> roster) {
    if (mailbox != null) {
      mailbox.handOver(returned, roster);
    }
    occupy(returned);
  }

  private void take(Participant arrived) {
    peer = arrived.peer();
    last = new WeakReference<>(arrived);
    absence = null;
    participant = arrived;
  }

  /**
   * The connection is lost; from now on messages wait.
   *
   * @param until when the place is given up at the latest
   * @param holding the memory that is counted for what waits
   */
  synchronized Absence vacate(long now, long until, Holding holding) {
    Stay stay = new Stay(since, now);
    absence = new Absence(this, participant.address(), stay, stay.keptUntil(until));
    mailbox = new Mailbox(holding);
    participant = null;
    return absence;
  }

  /** The place is given up. Messages that are still on their way to it are dropped. */
  synchronized void close() {
    closeMailbox();
    takePrepared();
  }

  private void closeMailbox() {
    if (mailbox != null) {
      mailbox.close();
      mailbox = null;
    }
  }

  /** Whether the participant is here, and understands crossed offers. */
  boolean crosses() {
    Participant here = participant;
    return here != null && here.crosses();
  }

  /** Tells the participant news of the room; a peer that is away learns it from its next roster. */
  void tell(SignalMessage news) {
    Participant here = participant;
    if (here != null) {
      here.send(news);
    }
  }

  /**
   * Sends a message to the participant, or keeps it for the peer's return.
   *
   * @return false if more waits than may be kept
   */
  boolean deliver(Relayed message) {
    Participant here = participant;
    if (here == null) {
      return keepUnlessOccupied(message);
    }
    here.send(message);
    return true;
  }

  private boolean keepUnlessOccupied(Relayed message) {
    Participant returned;
    synchronized (this) {
      returned = participant;
      if (returned == null) {
        if (mailbox != null) {
          mailbox.keep(message);
        }
        return !isOverfull();
      }
    }
    // The sender has looked just before the return.
    returned.send(message);
    return true;
  }

  /** Whether more was sent than may be kept. Then the place is given up. */
  synchronized boolean isOverfull() {
    return mailbox != null && mailbox.isOverfull();
  }

  /** Keeps an offer for the next newcomer, if there is memory for it. It replaces an older one. */
  void prepare(Offer offer, Holding holding) {
    takePrepared();
    if (holding.take(offer.size())) {
      prepared = new Prepared(offer, holding);
    } else {
      holding.close();
    }
  }

  /** Null where no offer is prepared. */
  Offer takePrepared() {
    if (prepared == null) {
      return null;
    }
    prepared.holding().close();
    Offer offer = prepared.offer();
    prepared = null;
    return offer;
  }
}
