package dev.noom.bench;

import java.util.EnumMap;
import java.util.Map;

/**
 * 49 pairs at an easy pace, and a room of three where two exchange as fast as they can with
 * messages for everyone: first while the third reads, then while it does not. Nobody else should
 * notice.
 */
final class Slow implements Bench.Workload {
  private static final int OTHERS = 49;
  private static final int PACE_MILLIS = 200;
  // Small, so that the stall reaches the server soon and not after megabytes in the kernel.
  private static final int RECEIVE_BUFFER = 16 * 1024;
  // About 7 MB: what the kernel takes on loopback (2.6 MB was seen) and a server's own queue.
  private static final int FILLING_MESSAGES = 8_000;
  private static final int FILLING_SECONDS = 30;

  private boolean joined;
  private boolean closed;

  /** The reader that stalls; what it receives is not counted. */
  private final class Reader implements Peer.Events {
    @Override
    public void joined(Peer self) {
      joined = true;
    }

    @Override
    public void relayed(Peer self, Kind kind, long sequence) {}

    @Override
    public void damaged(Peer self) {}

    @Override
    public void failed(Peer self, String why) {
      closed = true;
    }
  }

  @Override
  public Map<Metric, Double> run(Bench bench, Tally tally) throws Exception {
    Tally mateTally = new Tally();
    Peer reader = bench.adapter().peer("slow");
    WebSocketClient client = bench.client();
    client.run(() -> reader.connect(client, bench.server().port(), RECEIVE_BUFFER, new Reader()));
    if (!bench.await(10, () -> joined)) {
      throw new IllegalStateException("The reader did not join");
    }
    Pairs mates = new Pairs(bench, mateTally, 0);
    mates.add("slow").sendToEveryone(reader);
    Pairs others = new Pairs(bench, tally, PACE_MILLIS);
    for (int i = 0; i < OTHERS; i++) {
      others.add("beside-" + i);
    }
    mates.connect(10);
    others.connect(30);
    mates.start(1);
    others.start(1);
    bench.warmUp(() -> mateTally.delivered);

    client.run(mateTally::forgetTimes);
    Map<Metric, Double> calm = bench.measure(tally);
    double matesCalm = client.call(() -> Tally.millis(mateTally.latency, 99));
    client.run(() -> reader.stall(true));
    long filled = client.call(() -> mateTally.delivered + FILLING_MESSAGES);
    bench.await(FILLING_SECONDS, () -> mateTally.delivered > filled);
    client.run(mateTally::forgetTimes);
    Map<Metric, Double> stalled = bench.measure(tally);
    double matesStalled = client.call(() -> Tally.millis(mateTally.latency, 99));

    mates.finish();
    others.finish();
    client.run(() -> reader.stall(false));
    bench.await(3, () -> closed);
    client.run(() -> tally.include(mateTally));
    client.run(reader::abort);
    mates.leave();
    others.leave();

    Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
    metrics.put(Metric.P99_CALM, calm.get(Metric.P99));
    metrics.put(Metric.P99_STALLED, stalled.get(Metric.P99));
    metrics.put(Metric.P99_MATES_CALM, matesCalm);
    metrics.put(Metric.P99_MATES_STALLED, matesStalled);
    metrics.put(Metric.STALLED_CLOSED, closed ? 1.0 : 0.0);
    metrics.put(Metric.RSS, stalled.get(Metric.RSS));
    return metrics;
  }
}
