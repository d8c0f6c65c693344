package dev.noom.payara.log;

import dev.noom.payara.server.OncePerMinute;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.LongSupplier;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Passes what the server logs, but for one kind of {@link LogNoise}: that is counted, and said once
 * a minute.
 */
final class LogNoiseFilter implements Filter {
  private static final Logger LOG = System.getLogger(LogNoiseFilter.class.getName());

  private final LogNoise noise;

  /** What filtered before; null if nothing did. */
  private final Filter before;

  private final OncePerMinute kept;

  LogNoiseFilter(LogNoise noise, Filter before, LongSupplier clock) {
    this.noise = noise;
    this.before = before;
    kept = new OncePerMinute(clock);
  }

  Filter before() {
    return before;
  }

  @Override
  public boolean isLoggable(LogRecord line) {
    if (!noise.isIn(line)) {
      return before == null || before.isLoggable(line);
    }
    int count = kept.count();
    if (count > 0) {
      LOG.log(
          Level.WARNING,
          "{0}, {1} times since this was last said. Said once a minute.",
          noise.sentence,
          count);
    }
    return false;
  }
}
