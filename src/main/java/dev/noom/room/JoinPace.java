package dev.noom.room;

import dev.noom.limits.KeyedLimiter;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How often somebody may come into one room from one address: each newcomer makes every page there
 * set up a connection.
 */
final class JoinPace {
  private final KeyedLimiter limiter;

  /**
   * @param perMinute in the long run; 0: any number
   * @param burst at once
   * @param clock in ns from any beginning; never goes back
   */
  JoinPace(int perMinute, int burst, LongSupplier clock) {
    long interval = perMinute == 0 ? 0 : TimeUnit.MINUTES.toNanos(1) / perMinute;
    limiter = new KeyedLimiter(interval, burst * interval, clock);
  }

  /** Counts one, unless it is too many. */
  boolean isGranted(Object address, RoomName room) {
    return limiter.tryAcquire(hash(address, room)) <= 0;
  }

  private int hash(Object address, RoomName room) {
    int hash = limiter.secret();
    hash = (hash ^ address.hashCode()) * 0x9e3779b1;
    hash ^= hash >>> 15;
    hash = (hash ^ room.key().hashCode()) * 0x9e3779b1;
    hash ^= hash >>> 15;
    return hash;
  }
}
