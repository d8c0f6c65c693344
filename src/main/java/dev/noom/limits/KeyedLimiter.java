package dev.noom.limits;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * A rate limit for each of many keys, in a table that cannot grow. It is the generic cell rate
 * algorithm: a token bucket that needs one number. Two keys that fall into one place share it;
 * {@link #secret} makes sure that nobody can choose two that do. For any thread.
 */
public final class KeyedLimiter {
  /** 128 KiB; of 100 keys that are busy at once, a pair shares a place in 3 of 10 cases. */
  private static final int PLACES = 1 << 14;

  private final long interval;
  private final long burst;
  private final LongSupplier clock;
  private final long start;
  private final int secret = new SecureRandom().nextInt();

  /** When a key would have used up what it took, at an even pace, in ns since {@link #start}. */
  private final AtomicLongArray busyUntil = new AtomicLongArray(PLACES);

  /**
   * @param interval from one to the next in the long run, in ns; 0: no limit
   * @param burst how much of that may be taken at once, in ns
   * @param clock in ns from any beginning; never goes back
   */
  public KeyedLimiter(long interval, long burst, LongSupplier clock) {
    this.interval = interval;
    this.burst = burst;
    this.clock = clock;
    start = clock.getAsLong();
  }

  /** To be part of every hash. */
  public int secret() {
    return secret;
  }

  /**
   * Takes one, unless that is too many.
   *
   * @param hash of the key
   * @return how long to wait before one may be taken, in ns; 0 or less: one has been taken
   */
  public long tryAcquire(int hash) {
    return acquire(hash, interval);
  }

  /** The same question, and nothing taken. */
  public long nanosToWait(int hash) {
    return acquire(hash, 0);
  }

  private long acquire(int hash, long cost) {
    if (interval == 0) {
      return 0;
    }
    int place = Math.floorMod(hash, PLACES);
    while (true) {
      long now = clock.getAsLong() - start;
      long before = busyUntil.get(place);
      long idleSince = Math.max(before, now);
      long tooEarly = idleSince + interval - now - burst;
      if (tooEarly > 0 || busyUntil.compareAndSet(place, before, idleSince + cost)) {
        return tooEarly;
      }
    }
  }
}
