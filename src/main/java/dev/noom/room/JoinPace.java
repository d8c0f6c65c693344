package dev.noom.room;

import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * How often somebody may come into one room from one address: each newcomer makes every page there
 * set up a connection. By the generic cell rate algorithm, a token bucket that needs one number, in
 * a table that cannot grow: two that fall into one place, by a key that nobody knows, share it.
 */
final class JoinPace {
  private static final int PLACES = 1 << 14;

  private final long interval;
  private final long burst;
  private final LongSupplier clock;
  private final long start;
  private final int key = new SecureRandom().nextInt();

  /** When an address would have used up what it began, in ns since {@link #start}. */
  private final AtomicLongArray busyUntil = new AtomicLongArray(PLACES);

  /**
   * @param perMinute in the long run; 0: any number
   * @param burst at once
   * @param clock in ns from any beginning; never goes back
   */
  JoinPace(int perMinute, int burst, LongSupplier clock) {
    interval = perMinute == 0 ? 0 : TimeUnit.MINUTES.toNanos(1) / perMinute;
    this.burst = burst * interval;
    this.clock = clock;
    start = clock.getAsLong();
  }

  /** Counts one, unless it is too many. */
  boolean isGranted(Object address, RoomName room) {
    if (interval == 0) {
      return true;
    }
    int place = place(address, room);
    while (true) {
      long now = clock.getAsLong() - start;
      long before = busyUntil.get(place);
      long next = Math.max(before, now) + interval;
      if (next - now > burst) {
        return false;
      }
      if (busyUntil.compareAndSet(place, before, next)) {
        return true;
      }
    }
  }

  private int place(Object address, RoomName room) {
    int hash = key;
    hash = (hash ^ address.hashCode()) * 0x9e3779b1;
    hash ^= hash >>> 15;
    hash = (hash ^ room.key().hashCode()) * 0x9e3779b1;
    hash ^= hash >>> 15;
    return Math.floorMod(hash, PLACES);
  }
}
