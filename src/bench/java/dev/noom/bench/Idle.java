package dev.noom.bench;

import java.util.EnumMap;
import java.util.Map;

/** 10,000 joined sockets in rooms of two that say nothing, on a server that has just started. */
final class Idle implements Bench.Workload {
  private static final int PRELUDE_PAIRS = 50;
  // 30 s by default: socket.io pings every 25 s.
  private static final int IDLE = 3;
  // In every so manyth room one exchange at the end proves that the sockets are alive.
  private static final int PROBE = 50;

  @Override
  public Map<Metric, Double> run(Bench bench, Tally tally) throws Exception {
    // Code and pools that the first sockets bring in are no cost of a socket.
    Pairs prelude = pairs(bench, tally, "prelude-", PRELUDE_PAIRS);
    prelude.connect(30);
    prelude.start(1);
    Thread.sleep(2_000);
    prelude.finish();
    prelude.leave();
    Thread.sleep(1_000);
    long before = bench.server().residentBytes();

    int seconds = IDLE * bench.options().seconds;
    int sockets = bench.options().sockets / 2 * 2;
    Pairs pairs = pairs(bench, tally, "idle-", sockets / 2);
    long start = System.nanoTime();
    pairs.connect(180);
    double joining = (System.nanoTime() - start) / 1e9;
    Thread.sleep(2_000);
    long micros = bench.server().cpuMicros();
    Thread.sleep(seconds * 1_000L);
    micros = bench.server().cpuMicros() - micros;
    long after = bench.server().residentBytes();

    pairs.start(PROBE);
    pairs.finish();
    pairs.abort();
    Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
    metrics.put(Metric.JOINS, sockets / joining);
    metrics.put(Metric.RSS, after / 1048576.0);
    metrics.put(Metric.BYTES_PER_SOCKET, (after - before) / 1024.0 / sockets);
    metrics.put(Metric.IDLE_CPU, micros / 1e3 / seconds);
    return metrics;
  }

  private static Pairs pairs(Bench bench, Tally tally, String room, int count) {
    Pairs pairs = new Pairs(bench, tally, 0);
    for (int i = 0; i < count; i++) {
      pairs.add(room + i);
    }
    return pairs;
  }
}
