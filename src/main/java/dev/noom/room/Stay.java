package dev.noom.room;

import java.util.concurrent.TimeUnit;

/**
 * How long a participant was here before its connection dropped. A place costs the others
 * something, so it is kept only as long as the participant was here.
 *
 * @param since when the place was taken, on the clock of {@link RoomService}, in ns, like all times
 *     here
 * @param lost when the connection dropped
 */
record Stay(long since, long lost) {
  /** 2 s: sooner nobody has seen a picture of the participant. Then {@link #MOMENT} is enough. */
  static final long ESTABLISHED = TimeUnit.SECONDS.toNanos(2);

  /** 3 s: a page whose connection drops is back after 1 s, if it can be. */
  static final long MOMENT = TimeUnit.SECONDS.toNanos(3);

  /** 10 s: nobody else gets the place sooner, if the participant was here for as long. */
  static final long GRACE = TimeUnit.SECONDS.toNanos(10);

  /**
   * Until when the place is kept.
   *
   * @param asARule until when it is kept for a participant that was here for long enough
   */
  long keptUntil(long asARule) {
    if (lost - since >= ESTABLISHED || asARule - lost < MOMENT) {
      return asARule;
    }
    return lost + MOMENT;
  }

  /** Whether a newcomer may get the place when there is no other. */
  boolean yields(long now) {
    return now - lost >= Math.min(lost - since, GRACE);
  }
}
