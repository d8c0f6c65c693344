package dev.noom.security;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Says yes, and then for some time no. */
final class Seldom {
  private final long pause;
  private final LongSupplier clock;
  private final AtomicLong next;

  /**
   * @param clock in ns from any beginning
   */
  Seldom(Duration pause, LongSupplier clock) {
    this.pause = pause.toNanos();
    this.clock = clock;
    next = new AtomicLong(clock.getAsLong());
  }

  boolean isTime() {
    long now = clock.getAsLong();
    long due = next.get();
    return now - due >= 0 && next.compareAndSet(due, now + pause);
  }
}
