package dev.noom.memory;

import dev.noom.memory.MemoryBudget.Share;

/**
 * What one connection or one mailbox holds. Its owner closes it in the end. For any thread; no
 * foreign code is called while it is locked.
 */
public final class Holding {
  /**
   * 4 KiB: what every connection may hold without asking the budget. What waits only for a moment
   * then costs no counter that threads share.
   */
  static final int OWN_BYTES = 1 << 12;

  /** 16 KiB: a `join` needs 1 KiB. */
  static final int BYTES_BEFORE_JOIN = 1 << 14;

  private final MemoryBudget budget;
  private final Share share;
  private final int own;
  private long limit;
  private long entry;
  private long held;
  private boolean closed;

  Holding(MemoryBudget budget, Share share, int own, long limit) {
    this.budget = budget;
    this.share = share;
    this.own = own;
    this.limit = limit;
  }

  synchronized void enter() {
    if (budget.take(share, 0, MemoryBudget.ENTRY)) {
      entry = MemoryBudget.ENTRY;
    } else {
      limit = 0;
    }
  }

  /** Whether it may hold anything: not where a new connection has met a budget that is used up. */
  public synchronized boolean isGranted() {
    return limit > 0;
  }

  /** The connection counts as a participant from now on, and may hold what the budget allows. */
  public synchronized void joined() {
    if (!closed) {
      budget.give(share, entry);
      entry = 0;
      limit = Long.MAX_VALUE;
    }
  }

  /**
   * Asks before something is kept. After the end it is always granted: the connection is about to
   * go, and little is still kept for it.
   *
   * @return false if there is no space for it, and then nothing is taken
   */
  public synchronized boolean take(int bytes) {
    if (closed) {
      return true;
    }
    if (held + bytes > limit) {
      return false;
    }
    long before = charge();
    held += bytes;
    long more = charge() - before;
    if (more > 0 && !budget.take(share, before, more)) {
      held -= bytes;
      return false;
    }
    return true;
  }

  /** It is not kept any more. */
  public synchronized void give(int bytes) {
    if (!closed) {
      long before = charge();
      held -= bytes;
      budget.give(share, before - charge());
    }
  }

  private long charge() {
    return Math.max(0, held - own);
  }

  /** Gives all back. */
  public synchronized void close() {
    if (!closed) {
      budget.give(share, charge() + entry);
      closed = true;
      held = 0;
      budget.close(share);
    }
  }
}
