package dev.noom.memory;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * An upper bound for everything that waits in memory: frames and messages that have begun to
 * arrive, messages that a client does not read, mailboxes of absent peers, prepared offers. Each of
 * them has a {@link Holding}, and all holdings draw from this budget.
 *
 * <p>One rule shares it out. Each byte that an address takes must leave another byte free for
 * everybody else, and a holding gets at most half of what is left to its address. So one address
 * gets at most half of the budget, two get a third each, and a client that holds little always gets
 * something. A client that asks for more is refused; the others do not notice.
 *
 * <p>There is no lock. Threads that ask at the same moment may refuse each other when almost
 * nothing is left.
 */
public final class MemoryBudget {
  /** What a connection costs before it has joined, and what it may hold until then. In bytes. */
  static final int ENTRY = 1 << 15;

  private final long size;
  private final AtomicLong held = new AtomicLong();
  private final LongAdder refusals = new LongAdder();

  /** Only of addresses that have a holding, so this cannot grow by itself. */
  private final ConcurrentMap<Object, Share> shares = new ConcurrentHashMap<>();

  /** What one address holds. */
  static final class Share {
    private final Object address;
    private final AtomicLong held = new AtomicLong();

    /** Changed only while the table is locked for this address. */
    private int holdings;

    private Share(Object address) {
      this.address = address;
    }

    private Share opened() {
      holdings++;
      return this;
    }

    private Share closed() {
      return --holdings == 0 ? null : this;
    }
  }

  /**
   * @param size in bytes
   */
  public MemoryBudget(long size) {
    this.size = size;
  }

  /**
   * Opens a holding for what is kept beside a connection, such as a mailbox.
   *
   * @param address whose share it counts for; any value
   */
  public Holding open(Object address) {
    return new Holding(this, share(address), 0, Long.MAX_VALUE);
  }

  /** For a connection that has just been opened; {@link Holding#joined} is to be called later. */
  public Holding admit(Object address) {
    Holding holding =
        new Holding(this, share(address), Holding.OWN_BYTES, Holding.BYTES_BEFORE_JOIN);
    holding.enter();
    return holding;
  }

  private Share share(Object address) {
    return shares.compute(
        address, (key, known) -> (known == null ? new Share(key) : known).opened());
  }

  /**
   * @param mine what the asker has already, of this address
   * @return false if that is too much, and then nothing is taken
   */
  boolean take(Share share, long mine, long bytes) {
    long all = held.addAndGet(bytes);
    long ours = share.held.addAndGet(bytes);
    // For each byte of this address another one must stay free for the others.
    long left = size - all - ours;
    if (left >= 2 * (mine + bytes)) {
      return true;
    }
    give(share, bytes);
    refusals.increment();
    return false;
  }

  void give(Share share, long bytes) {
    share.held.addAndGet(-bytes);
    held.addAndGet(-bytes);
  }

  void close(Share share) {
    shares.computeIfPresent(share.address, (key, known) -> known.closed());
  }

  /** What is held now, in bytes. */
  public long held() {
    return held.get();
  }

  /** How many addresses hold something, or may. */
  int addresses() {
    return shares.size();
  }

  /** How many requests were refused since the last call. */
  public long takeRefusals() {
    return refusals.sumThenReset();
  }
}
