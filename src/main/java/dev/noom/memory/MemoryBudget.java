package dev.noom.memory;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The memory for everything that waits: frames and messages that have begun to arrive, messages
 * that somebody does not read, mailboxes of those who are away, offers made ahead. Each of them has
 * a {@link Holding}, and all holdings draw from here.
 *
 * <p>There is one rule for all: nobody may have more than half of what is left to their address,
 * and an address is left as much as all others together. So one address gets at most half of the
 * budget, two get a third each, and there is always something left for who holds little. Who asks
 * for more than that is refused, and nobody else notices.
 *
 * <p>No lock. Threads that ask in the same moment may refuse each other when hardly anything is
 * left.
 */
public final class MemoryBudget {
  /** What a connection costs that has not joined, with what it may hold then. In bytes. */
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
   * For what is kept for somebody beside a connection.
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
    // Nobody else counts what this address takes: so for each byte of it there must be another one.
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

  /** How often somebody was refused since the last time this was asked. */
  public long takeRefusals() {
    return refusals.sumThenReset();
  }
}
