package dev.noom.payara.log;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Passes what the server logs, but for one kind of {@link Noise}: that is counted, and said once a
 * minute.
 */
final class CountedNoise implements Filter {
  private static final Logger LOG = System.getLogger(CountedNoise.class.getName());

  private static final long PAUSE = Duration.ofMinutes(1).toNanos();

  private final Noise noise;

  /** What filtered before; null if nothing did. */
  private final Filter before;

  private final LongSupplier clock;
  private final AtomicInteger unsaid = new AtomicInteger();
  private final AtomicLong next;

  CountedNoise(Noise noise, Filter before, LongSupplier clock) {
    this.noise = noise;
    this.before = before;
    this.clock = clock;
    next = new AtomicLong(clock.getAsLong());
  }

  Filter before() {
    return before;
  }

  @Override
  public boolean isLoggable(LogRecord line) {
    if (!noise.isIn(line)) {
      return before == null || before.isLoggable(line);
    }
    unsaid.incrementAndGet();
    long now = clock.getAsLong();
    long due = next.get();
    if (now - due >= 0 && next.compareAndSet(due, now + PAUSE)) {
      LOG.log(
          Level.WARNING,
          "{0}, {1} times since this was last said. Said once a minute.",
          noise.sentence,
          unsaid.getAndSet(0));
    }
    return false;
  }
}
