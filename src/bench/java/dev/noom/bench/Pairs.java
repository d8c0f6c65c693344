package dev.noom.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Many pairs on persistent sockets, each repeating its exchange: as fast as the answers come, or
 * once in so many milliseconds.
 */
final class Pairs implements Pair.Steps {
  private static final int CONNECTING_AT_ONCE = 20;

  private final Bench bench;
  private final Tally tally;
  private final int paceMillis;
  private final List<Pair> pairs = new ArrayList<>();
  private int started;
  private int ready;
  private int resting;
  private int left;
  private boolean stopping;

  Pairs(Bench bench, Tally tally, int paceMillis) {
    this.bench = bench;
    this.tally = tally;
    this.paceMillis = paceMillis;
  }

  Pair add(String room) {
    Pair pair = new Pair(bench.adapter(), room, tally, this);
    pairs.add(pair);
    return pair;
  }

  /** Connects them all and waits until every pair is in its room. */
  void connect(int seconds) throws Exception {
    bench
        .client()
        .run(
            () -> {
              for (int i = 0; i < CONNECTING_AT_ONCE; i++) {
                connectNext();
              }
            });
    if (!bench.await(seconds, () -> ready == pairs.size() || tally.faults() > 0)
        || tally.faults() > 0) {
      throw new IllegalStateException(
          ready + " of " + pairs.size() + " pairs came together: " + tally.explain());
    }
  }

  private void connectNext() {
    if (started < pairs.size()) {
      pairs.get(started++).connect(bench.client(), bench.server().port());
    }
  }

  @Override
  public void ready(Pair pair) {
    ready++;
    connectNext();
  }

  /** Every {@code step}th pair begins; those that are paced begin one after another. */
  void start(int step) throws Exception {
    bench
        .client()
        .run(
            () -> {
              resting = pairs.size();
              for (int i = 0; i < pairs.size(); i += step) {
                resting--;
                bench.client().after((long) paceMillis * i / pairs.size(), pairs.get(i)::exchange);
              }
            });
  }

  @Override
  public void exchanged(Pair pair) {
    long rest = paceMillis - pair.exchangeNanos() / 1_000_000;
    if (stopping) {
      resting++;
    } else if (rest > 0) {
      bench.client().after(rest, () -> next(pair));
    } else {
      pair.exchange();
    }
  }

  private void next(Pair pair) {
    if (stopping) {
      resting++;
    } else {
      pair.exchange();
    }
  }

  /** Lets what is under way arrive; what has not after five seconds is lost. */
  void finish() throws Exception {
    bench.client().run(() -> stopping = true);
    bench.await(5, () -> resting == pairs.size());
    bench.client().run(() -> pairs.stream().mapToLong(Pair::missing).forEach(tally::lost));
  }

  void leave() throws Exception {
    bench.client().run(() -> pairs.forEach(Pair::leave));
    if (!bench.await(10, () -> left == pairs.size())) {
      bench.client().run(() -> tally.error("the closing handshake took more than 10 s"));
    }
  }

  void abort() throws Exception {
    bench.client().run(() -> pairs.forEach(Pair::abort));
  }

  @Override
  public void left(Pair pair) {
    left++;
  }
}
