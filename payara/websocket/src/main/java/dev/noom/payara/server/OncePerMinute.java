package dev.noom.payara.server;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Counts what may happen very often, and says once a minute how often it did. */
public final class OncePerMinute {
  private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);

  private final LongSupplier clock;
  private final AtomicInteger unsaid = new AtomicInteger();
  private final AtomicLong next;

  public OncePerMinute(LongSupplier clock) {
    this.clock = clock;
    next = new AtomicLong(clock.getAsLong());
  }

  /** Counts one more. Returns how many are to be said now, or 0 if it is too soon to say so. */
  public int count() {
    unsaid.incrementAndGet();
    long now = clock.getAsLong();
    long due = next.get();
    return now - due >= 0 && next.compareAndSet(due, now + PAUSE) ? unsaid.getAndSet(0) : 0;
  }
}
