package dev.noom.room;

import java.util.concurrent.TimeUnit;

/**
 * How long a place was somebody's, and what follows from that when they are away. A place costs
 * others something, so it is worth as much as the time that somebody was there.
 *
 * @param since when they took it, on the clock of {@link RoomService}, in ns; all times here are
 * @param lost when their connection dropped
 */
record Stay(long since, long lost) {
  /** 2 s: sooner nobody has seen a picture of them. Their place is kept for a moment only. */
  static final long ESTABLISHED = TimeUnit.SECONDS.toNanos(2);

  /** 3 s: a page whose connection drops is back after one, if it can be. */
  static final long MOMENT = TimeUnit.SECONDS.toNanos(3);

  /** 10 s: for so long nobody else gets the place, if they were there for as long. */
  static final long GRACE = TimeUnit.SECONDS.toNanos(10);

  /** Until when the place is kept, given until when a place is kept as a rule. */
  long keptUntil(long asARule) {
    if (lost - since >= ESTABLISHED || asARule - lost < MOMENT) {
      return asARule;
    }
    return lost + MOMENT;
  }

  /** Whether the place goes to somebody who is here, when there is no other. */
  boolean yields(long now) {
    return now - lost >= Math.min(lost - since, GRACE);
  }
}
