package dev.noom.bench;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What a workload counts, on the load thread. Faults are never reset: there must be none. */
final class Tally {
  // A message that takes a minute counts as lost long before.
  private static final long HIGHEST_NANOS = 60_000_000_000L;

  /** From send to receipt of a message. */
  final Histogram latency = new Histogram(HIGHEST_NANOS, 3);

  /** From the first connect to the end of the exchange. */
  final Histogram callTime = new Histogram(HIGHEST_NANOS, 3);

  long delivered;
  long calls;
  private long lost;
  private long reordered;
  private long damaged;
  private final Map<String, Integer> errors = new TreeMap<>();

  void delivered(long nanos) {
    delivered++;
    latency.recordValue(Math.min(nanos, HIGHEST_NANOS));
  }

  void called(long nanos) {
    calls++;
    callTime.recordValue(Math.min(nanos, HIGHEST_NANOS));
  }

  /** A new window begins: times only, faults stay. */
  void forgetTimes() {
    latency.reset();
    callTime.reset();
  }

  void lost(long count) {
    lost += count;
  }

  void reordered() {
    reordered++;
  }

  void damaged() {
    damaged++;
  }

  void error(String what) {
    errors.merge(what.length() > 200 ? what.substring(0, 200) : what, 1, Integer::sum);
  }

  /** Takes over another's faults, not its times. */
  void include(Tally other) {
    lost += other.lost;
    reordered += other.reordered;
    damaged += other.damaged;
    other.errors.forEach((what, count) -> errors.merge(what, count, Integer::sum));
  }

  long faults() {
    return lost + reordered + damaged + errors.values().stream().mapToInt(i -> i).sum();
  }

  String explain() {
    return "lost " + lost + ", reordered " + reordered + ", damaged " + damaged + ", " + errors;
  }

  static double millis(Histogram times, double percentile) {
    return times.getValueAtPercentile(percentile) / 1e6;
  }
}
