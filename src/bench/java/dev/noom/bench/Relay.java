package dev.noom.bench;

import java.util.Map;

/** 50 pairs on persistent sockets, each as fast as the answers come. */
final class Relay implements Bench.Workload {
  private static final int PAIRS = 50;

  @Override
  public Map<Metric, Double> run(Bench bench, Tally tally) throws Exception {
    Pairs pairs = new Pairs(bench, tally, 0);
    for (int i = 0; i < PAIRS; i++) {
      pairs.add("relay-" + i);
    }
    pairs.connect(30);
    pairs.start(1);
    bench.warmUp(() -> tally.delivered);
    Map<Metric, Double> metrics = bench.measure(tally);
    pairs.finish();
    pairs.leave();
    return metrics;
  }
}
