package dev.noom.signaling;

/**
 * A text message that comes in parts, put together here and not by the container: WildFly would put
 * together without end, and a single message could use up the heap.
 */
final class Parts {
  /** Characters; what libraries and browsers cut a long message into is larger. */
  private static final int TINY = 1_024;

  /** Characters of a message that is not over; more are never held. */
  private final int limit;

  private final StringBuilder held = new StringBuilder(0);

  Parts(int limit) {
    this.limit = limit;
  }

  /** Whether this part goes on with a message; a tiny one counts like one of its own. */
  boolean isMore(String part) {
    return !held.isEmpty() && part.length() >= TINY;
  }

  /** Whether the message is longer than it may be with this part, which is not kept then. */
  boolean isTooMuch(String part) {
    return held.length() + part.length() > limit;
  }

  /**
   * Adds a part.
   *
   * @return the message, if that was its last; else null
   */
  String add(String part, boolean last) {
    if (last && held.isEmpty()) {
      return part;
    }
    held.append(part);
    if (!last) {
      return null;
    }
    String message = held.toString();
    held.setLength(0);
    // What a long message needed is not kept for the short ones that come after it.
    held.trimToSize();
    return message;
  }
}
