package dev.noom.operations;

import dev.noom.protocol.Cause;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How often each cause was heard of, and when there is something new to be said about it. */
final class TroubleCounts {
  /** After a line about a cause there is none for a minute, whatever happens. */
  private static final long QUIET_NS = TimeUnit.MINUTES.toNanos(1);

  /**
   * What there is to be said.
   *
   * @param more since the last line about it
   * @param all since the start of the application
   */
  record Line(Cause cause, long more, long all) {}

  private static final class Count {
    private long all;
    private long told;
    private Long toldAt;

    private boolean isDue(long now) {
      return all > told && (toldAt == null || now - toldAt >= QUIET_NS);
    }

    private Line tell(Cause cause, long now) {
      Line line = new Line(cause, all - told, all);
      told = all;
      toldAt = now;
      return line;
    }
  }

  private final Map<Cause, Count> counts = new EnumMap<>(Cause.class);

  synchronized void add(Cause cause) {
    counts.computeIfAbsent(cause, any -> new Count()).all++;
  }

  /**
   * What is to be said now; it counts as said.
   *
   * @param now as of {@link System#nanoTime}
   */
  synchronized List<Line> due(long now) {
    List<Line> lines = new ArrayList<>();
    counts.forEach(
        (cause, count) -> {
          if (count.isDue(now)) {
            lines.add(count.tell(cause, now));
          }
        });
    return lines;
  }
}
