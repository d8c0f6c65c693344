package dev.noom.limits;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** At most one line of a kind in a time, so that nobody can fill a log. For any thread. */
public final class LogThrottle {
  private final long pause;
  private final LongSupplier clock;
  private final AtomicLong next;

  /**
   * @param clock in ns from any beginning
   */
  public LogThrottle(Duration pause, LongSupplier clock) {
    this.pause = pause.toNanos();
    this.clock = clock;
    next = new AtomicLong(clock.getAsLong());
  }

  public boolean isTime() {
    long now = clock.getAsLong();
    long due = next.get();
    return now - due >= 0 && next.compareAndSet(due, now + pause);
  }
}
