package dev.noom.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** One server under load: what a workload is given, and how it measures. */
record Bench(Adapter adapter, Server server, WebSocketClient client, Options options) {
  private static final long WINDOW_MILLIS = 1_000;
  private static final int SPAN = 10;
  private static final double STABLE = 0.03;

  /** A kind of load. It leaves the server as it found it, but for what the server keeps itself. */
  interface Workload {
    Map<Metric, Double> run(Bench bench, Tally tally) throws Exception;
  }

  /** Counters at one moment. */
  private record Reading(
      long nanos,
      long delivered,
      long calls,
      long serverMicros,
      long clientNanos,
      WebSocketClient.Wire wire) {}

  /** Waits for a condition of the load thread; a {@code false} says that time ran out. */
  boolean await(int seconds, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    while (!client.call(condition)) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(10);
    }
    return true;
  }

  /**
   * Lets the load run until it gets no faster: until the last ten windows of a second were within 3
   * % of the ten before, or time is up. Single windows of a JVM that is still compiling agree by
   * accident.
   */
  void warmUp(Callable<Long> progress) throws Exception {
    long[] totals = new long[options.warmUp + 1];
    totals[0] = client.call(progress);
    for (int window = 1; window <= options.warmUp; window++) {
      Thread.sleep(WINDOW_MILLIS);
      totals[window] = client.call(progress);
      if (window >= 2 * SPAN) {
        double last = totals[window] - totals[window - SPAN];
        double before = totals[window - SPAN] - totals[window - 2 * SPAN];
        if (last < before * (1 + STABLE)) {
          return;
        }
      }
    }
  }

  /** Runs the load for the asked time and reports rates, CPU, memory and wire. */
  Map<Metric, Double> measure(Tally tally) throws Exception {
    Reading start =
        client.call(
            () -> {
              tally.forgetTimes();
              return read(tally);
            });
    Thread.sleep(options.seconds * 1_000L);
    return client.call(() -> report(start, read(tally), tally));
  }

  private Reading read(Tally tally) throws IOException {
    return new Reading(
        System.nanoTime(),
        tally.delivered,
        tally.calls,
        server.cpuMicros(),
        ManagementFactory.getThreadMXBean().getThreadCpuTime(client.threadId()),
        client.wire());
  }

  private Map<Metric, Double> report(Reading start, Reading end, Tally tally) throws IOException {
    double seconds = (end.nanos - start.nanos) / 1e9;
    double micros = end.serverMicros - start.serverMicros;
    long calls = end.calls - start.calls;
    long delivered = end.delivered - start.delivered;
    Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
    if (calls > 0) {
      metrics.put(Metric.CALLS, calls / seconds);
      metrics.put(Metric.CPU_PER_CALL, micros / calls / 1e3);
    } else {
      metrics.put(Metric.RATE, delivered / seconds);
      metrics.put(Metric.CPU_PER_MESSAGE, micros / delivered);
    }
    var times = calls > 0 ? tally.callTime : tally.latency;
    metrics.put(Metric.P50, Tally.millis(times, 50));
    metrics.put(Metric.P99, Tally.millis(times, 99));
    metrics.put(Metric.P999, Tally.millis(times, 99.9));
    double units = calls > 0 ? calls : delivered;
    WebSocketClient.Wire wire = end.wire.since(start.wire);
    metrics.put(Metric.WIRE_FRAMES, wire.frames() / units);
    metrics.put(Metric.WIRE_BYTES, wire.bytes() / units);
    metrics.put(Metric.CPU_SHARE, micros / 1e6 / seconds);
    metrics.put(Metric.CLIENT_CPU_SHARE, (end.clientNanos - start.clientNanos) / 1e9 / seconds);
    metrics.put(Metric.RSS, server.residentBytes() / 1048576.0);
    return metrics;
  }
}
