package dev.noom.bench;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Whole calls, 20 at a time: connect, join, exchange, close; each in a room of its own. */
final class Churn implements Bench.Workload, Pair.Steps {
  private static final int AT_ONCE = 20;
  private static final long TOO_LONG_NANOS = 10_000_000_000L;

  private final Set<Pair> active = new HashSet<>();
  private Bench bench;
  private Tally tally;
  private int rooms;
  private boolean stopping;

  @Override
  public Map<Metric, Double> run(Bench bench, Tally tally) throws Exception {
    this.bench = bench;
    this.tally = tally;
    bench
        .client()
        .run(
            () -> {
              for (int i = 0; i < AT_ONCE; i++) {
                next();
              }
              sweep();
            });
    bench.warmUp(() -> tally.calls);
    Map<Metric, Double> metrics = bench.measure(tally);
    bench.client().run(() -> stopping = true);
    bench.await(15, active::isEmpty);
    return metrics;
  }

  private void next() {
    if (!stopping) {
      Pair pair = new Pair(bench.adapter(), "churn-" + rooms++, tally, this);
      active.add(pair);
      pair.connect(bench.client(), bench.server().port());
    }
  }

  @Override
  public void ready(Pair pair) {
    pair.exchange();
  }

  @Override
  public void exchanged(Pair pair) {
    tally.called(pair.ageNanos());
    pair.leave();
  }

  @Override
  public void left(Pair pair) {
    if (active.remove(pair)) {
      next();
    }
  }

  @Override
  public void failed(Pair pair) {
    if (active.remove(pair)) {
      tally.lost(pair.missing());
      pair.abort();
      // Not at once, so that a server that refuses everything is not hammered.
      bench.client().after(100, this::next);
    }
  }

  private void sweep() {
    for (Pair pair : Set.copyOf(active)) {
      if (pair.ageNanos() > TOO_LONG_NANOS) {
        tally.error("a call took more than 10 s");
        failed(pair);
      }
    }
    if (!stopping || !active.isEmpty()) {
      bench.client().after(1_000, this::sweep);
    }
  }
}
