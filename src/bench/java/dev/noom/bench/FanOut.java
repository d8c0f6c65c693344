package dev.noom.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A room of 50: each in turn sends one candidate to all others; the next begins when all have it.
 */
final class FanOut implements Bench.Workload {
  private static final int MEMBERS = 50;

  private final List<Member> members = new ArrayList<>();
  private Bench bench;
  private Tally tally;
  private long broadcast;
  private long sentAt;
  private int arrived;
  private int joined;
  private int welcomes;
  private int gone;
  private boolean stopping;

  /** One of the fifty, and the last broadcast it has seen. */
  private final class Member implements Peer.Events {
    final Peer peer = bench.adapter().peer("fan-out");
    final List<Peer> others = new ArrayList<>();
    long last;

    @Override
    public void joined(Peer self) {
      joined++;
      if (joined < MEMBERS) {
        connect(joined);
      }
    }

    @Override
    public void welcomed(Peer self) {
      welcomes++;
    }

    @Override
    public void relayed(Peer self, Kind kind, long sequence) {
      if (sequence != broadcast || sequence <= last) {
        tally.reordered();
        return;
      }
      last = sequence;
      tally.delivered(System.nanoTime() - sentAt);
      if (++arrived == MEMBERS - 1 && !stopping) {
        next();
      }
    }

    @Override
    public void damaged(Peer self) {
      tally.damaged();
    }

    @Override
    public void failed(Peer self, String why) {
      tally.error(why);
    }

    @Override
    public void left(Peer self) {
      gone++;
    }
  }

  @Override
  public Map<Metric, Double> run(Bench bench, Tally tally) throws Exception {
    this.bench = bench;
    this.tally = tally;
    assemble();
    bench.client().run(this::next);
    bench.warmUp(() -> tally.delivered);
    Map<Metric, Double> metrics = bench.measure(tally);
    bench.client().run(() -> stopping = true);
    if (!bench.await(5, () -> arrived == MEMBERS - 1)) {
      bench.client().run(() -> tally.lost(MEMBERS - 1 - arrived));
    }
    bench.client().run(() -> members.forEach(member -> member.peer.leave()));
    bench.await(10, () -> gone == MEMBERS);
    return metrics;
  }

  private void assemble() throws Exception {
    for (int i = 0; i < MEMBERS; i++) {
      members.add(new Member());
    }
    for (Member member : members) {
      members.stream().filter(m -> m != member).forEach(m -> member.others.add(m.peer));
    }
    bench.client().run(() -> connect(0));
    // Everybody there is told of every newcomer.
    int expected = members.get(0).peer.hasRooms() ? MEMBERS * (MEMBERS - 1) / 2 : 0;
    if (!bench.await(30, () -> joined == MEMBERS && welcomes == expected)) {
      throw new IllegalStateException(
          joined + " joined and " + welcomes + " welcomes: " + tally.explain());
    }
  }

  private void connect(int index) {
    Member member = members.get(index);
    member.peer.connect(bench.client(), bench.server().port(), 0, member);
  }

  private void next() {
    broadcast++;
    arrived = 0;
    Member sender = members.get((int) (broadcast % MEMBERS));
    sentAt = System.nanoTime();
    sender.peer.sendToAll(Kind.ICE, broadcast, sender.others);
  }
}
