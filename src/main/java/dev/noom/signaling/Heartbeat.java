package dev.noom.signaling;

import jakarta.websocket.CloseReason;

/**
 * Whether anybody is still at the other end of one connection. A silent client gets a ping. One
 * that does not answer is disconnected, and so is one that never joins.
 *
 * <p>Counts one-second sweeps, not clock time, so that a long GC pause does not make every client
 * look dead. No timer and no thread of its own, and a message that arrives costs the reading of one
 * field.
 */
final class Heartbeat {
  /** Close codes of our own, see docs/protocol.md. */
  static final CloseReason SILENT = new CloseReason(() -> 4408, "You do not answer.");

  static final CloseReason NOT_JOINED = new CloseReason(() -> 4401, "You have not joined.");

  /**
   * How patient the server is, in sweeps.
   *
   * @param untilPing with silence, before it asks
   * @param untilPong more of it, before it gives up
   * @param untilJoin after the opening
   */
  record Patience(int untilPing, int untilPong, int untilJoin) {}

  private final Outbox outbox;
  private final Patience patience;

  private volatile boolean heard;
  private volatile boolean joined;
  private volatile CloseReason ending;

  /** Sweeps since the opening, and since the last sign of life. */
  private int age;

  private int silence;

  /** By its number, at the last sweep; and for how many sweeps it has been the same. */
  private int underWay;

  private int stuck;

  private int sweepsLeft = 2;

  /**
   * @param headStart how much of {@link Patience#untilPing} is over already, so that connections
   *     that were opened together are not asked together
   */
  Heartbeat(Outbox outbox, Patience patience, int headStart) {
    this.outbox = outbox;
    this.patience = patience;
    silence = headStart;
  }

  /** Something has arrived, a pong or any message. */
  void heard() {
    // Read first: a volatile write costs a hundred times as much, and one a sweep is enough.
    if (!heard) {
      heard = true;
    }
  }

  void joined() {
    joined = true;
  }

  /**
   * Closes the connection a second or two later. Not at once: where input is left unread, TCP
   * resets the connection, and the last word might be lost with it; and where it has only just been
   * opened, Payara is still at work on it, and ends it with a broken frame.
   */
  void endSoon(CloseReason reason) {
    ending = reason;
  }

  /**
   * Looks after it, about once a second.
   *
   * @return false once the connection is closed
   */
  boolean sweep() {
    if (!outbox.isOpen()) {
      return false;
    }
    if (ending != null) {
      if (--sweepsLeft == 0) {
        outbox.close(ending);
      }
    } else if (!joined && ++age > patience.untilJoin()) {
      outbox.close(NOT_JOINED);
    } else if (isStuck()) {
      outbox.close(Outbox.TOO_SLOW);
    } else if (heard) {
      heard = false;
      silence = 0;
    } else {
      silence++;
      if (silence == patience.untilPing()) {
        outbox.ping();
      } else if (silence >= patience.untilPing() + patience.untilPong()) {
        outbox.close(SILENT);
      }
    }
    return true;
  }

  /**
   * Whether a write takes longer than any answer may. Either the other end does not read, though it
   * speaks, or the container has lost the write.
   */
  private boolean isStuck() {
    int now = outbox.underWay();
    stuck = now != 0 && now == underWay ? stuck + 1 : 0;
    underWay = now;
    return stuck >= patience.untilPing() + patience.untilPong();
  }
}
