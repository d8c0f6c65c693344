package dev.noom.bench;

import java.util.List;

/**
 * Two peers in a room and what they do there: an offer, an answer, eight candidates each way, one a
 * message. Every message carries its sender's running number, so a gap is a loss and a step back is
 * a wrong order.
 */
final class Pair implements Peer.Events {
  private static final int CANDIDATES = 8;
  // An offer or answer and the candidates, each way.
  static final int MESSAGES = 2 * (1 + CANDIDATES);
  // At least what one sender has under way; a power of two.
  private static final int RING = 16;

  /** What the workload does next; all on the load thread. */
  interface Steps {
    /** Both are in the room; {@link Pair#exchange} may start. */
    void ready(Pair pair);

    /** One exchange is complete. */
    void exchanged(Pair pair);

    /** Both sockets are closed after {@link Pair#leave}. */
    default void left(Pair pair) {}

    /** Something went wrong that the tally has already counted. */
    default void failed(Pair pair) {}
  }

  /** One sender's side. */
  private static final class Side {
    final Peer peer;
    final long[] sentAt = new long[RING];
    long sent;
    long received;

    Side(Peer peer) {
      this.peer = peer;
    }
  }

  private final Side caller;
  private final Side callee;
  private final Tally tally;
  private final Steps steps;
  private WebSocketClient client;
  private int port;
  private Peer alsoThere;
  private boolean welcomed;
  private boolean ready;
  private int gone;
  private long connectedAt;
  private long exchangedAt;

  Pair(Adapter adapter, String room, Tally tally, Steps steps) {
    caller = new Side(adapter.peer(room));
    callee = new Side(adapter.peer(room));
    this.tally = tally;
    this.steps = steps;
  }

  /** From now on messages go to everyone in the room, where there are rooms. */
  void sendToEveryone(Peer alsoThere) {
    this.alsoThere = alsoThere;
  }

  /** The caller comes first, then the callee; on the load thread, as all that follows. */
  void connect(WebSocketClient client, int port) {
    this.client = client;
    this.port = port;
    connectedAt = System.nanoTime();
    caller.peer.connect(client, port, 0, this);
  }

  void exchange() {
    exchangedAt = System.nanoTime();
    send(caller, Kind.OFFER);
  }

  /** Since {@link #connect}. */
  long ageNanos() {
    return System.nanoTime() - connectedAt;
  }

  /** Since the last {@link #exchange} began. */
  long exchangeNanos() {
    return System.nanoTime() - exchangedAt;
  }

  void leave() {
    caller.peer.leave();
    callee.peer.leave();
  }

  void abort() {
    caller.peer.abort();
    callee.peer.abort();
  }

  /** Sent and not arrived: lost, once nothing is under way any more. */
  long missing() {
    return caller.sent - callee.received + callee.sent - caller.received;
  }

  boolean isOpen() {
    return caller.peer.isOpen() && callee.peer.isOpen();
  }

  @Override
  public void joined(Peer self) {
    if (self == caller.peer) {
      callee.peer.connect(client, port, 0, this);
    } else {
      readyIfSo();
    }
  }

  @Override
  public void welcomed(Peer self) {
    if (self == caller.peer) {
      welcomed = true;
      readyIfSo();
    }
  }

  private void readyIfSo() {
    if (!ready && callee.peer.joined && (welcomed || !caller.peer.hasRooms())) {
      ready = true;
      steps.ready(this);
    }
  }

  @Override
  public void relayed(Peer self, Kind kind, long sequence) {
    Side here = self == caller.peer ? caller : callee;
    Side there = self == caller.peer ? callee : caller;
    long now = System.nanoTime();
    long expected = here.received + 1;
    if (sequence != expected || sequence > there.sent) {
      unexpected(here, sequence, expected);
      return;
    }
    here.received = sequence;
    tally.delivered(now - there.sentAt[(int) sequence & RING - 1]);
    if (kind == Kind.OFFER) {
      send(here, Kind.ANSWER);
      sendCandidates(here);
    } else if (kind == Kind.ANSWER) {
      sendCandidates(here);
    } else if (missing() == 0 && isComplete()) {
      steps.exchanged(this);
    }
  }

  /** Not the next one: either some are missing before it, or it came late or twice. */
  private void unexpected(Side here, long sequence, long expected) {
    if (sequence > expected) {
      tally.lost(sequence - expected);
      here.received = sequence;
    } else {
      tally.reordered();
    }
    steps.failed(this);
  }

  private boolean isComplete() {
    return caller.sent == callee.sent && caller.sent % (1 + CANDIDATES) == 0;
  }

  private void sendCandidates(Side from) {
    for (int i = 0; i < CANDIDATES; i++) {
      send(from, Kind.ICE);
    }
  }

  private void send(Side from, Kind kind) {
    Side to = from == caller ? callee : caller;
    from.sent++;
    from.sentAt[(int) from.sent & RING - 1] = System.nanoTime();
    if (alsoThere == null) {
      from.peer.send(kind, from.sent, to.peer);
    } else {
      from.peer.sendToAll(kind, from.sent, List.of(to.peer, alsoThere));
    }
  }

  @Override
  public void damaged(Peer self) {
    tally.damaged();
  }

  @Override
  public void failed(Peer self, String why) {
    tally.error(why);
    steps.failed(this);
  }

  @Override
  public void left(Peer self) {
    if (++gone == 2) {
      steps.left(this);
    }
  }
}
