package dev.noom.limits;

/**
 * How much of something may be used: so much at once, and so much a second in the long run. Taking
 * is always possible. Taking more than there is makes a debt, and the wait is longer.
 *
 * <p>Not for several threads. It costs a few nanoseconds and allocates nothing.
 */
public final class TokenBucket {
  private final double size;
  private final double perNano;
  private double level;
  private long filledAt;

  /**
   * @param size what may be used at once
   * @param perSecond what comes back
   * @param now in ns from any beginning; so are all times here
   */
  public TokenBucket(int size, int perSecond, long now) {
    this.size = size;
    this.perNano = perSecond / 1e9;
    level = size;
    filledAt = now;
  }

  /** Takes so much if it is there, and else nothing: no debt is made. */
  public boolean tryTake(int amount, long now) {
    boolean isThere = take(0, now) * size >= amount;
    level -= isThere ? amount : 0;
    return isThere;
  }

  /**
   * @return how full it is afterwards, at most 1; below 0 what was taken was not there, and at -1
   *     as much again is owed
   */
  public double take(int amount, long now) {
    level = Math.min(size, level + (now - filledAt) * perNano) - amount;
    filledAt = now;
    return level / size;
  }
}
