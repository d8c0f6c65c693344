package dev.noom.signaling;

import dev.noom.protocol.Cause;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One connection's troubles: each cause counts once a minute, however often it is said. */
final class TroubleLimit {
  private static final long MINUTE_NS = TimeUnit.MINUTES.toNanos(1);

  private final Map<Cause, Long> counted = new EnumMap<>(Cause.class);

  /**
   * @param now as of {@link System#nanoTime}
   */
  boolean counts(Cause cause, long now) {
    Long last = counted.get(cause);
    if (last != null && now - last < MINUTE_NS) {
      return false;
    }
    counted.put(cause, now);
    return true;
  }
}
