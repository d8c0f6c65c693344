package dev.noom.signaling;

import dev.noom.memory.Holding;

/**
 * A text message that comes in parts, put together here and not by the container: WildFly would put
 * together without end, and a single message could use up the heap.
 */
final class FragmentBuffer {
  /** Characters; what libraries and browsers cut a long message into is larger. */
  private static final int TINY = 1_024;

  /** Of a message that is not over. */
  private final Holding holding;

  private final StringBuilder held = new StringBuilder(0);
  private int taken;

  FragmentBuffer(Holding holding) {
    this.holding = holding;
  }

  /** Whether this part goes on with a message; a tiny one counts like one of its own. */
  boolean isMore(String part) {
    return !held.isEmpty() && part.length() >= TINY;
  }

  /** How long the message is with this part, in characters. */
  int lengthWith(String part) {
    return held.length() + part.length();
  }

  /**
   * Asks for the memory that this part needs, which is none if it is a whole message.
   *
   * @return false if there is none, and then nothing may be added
   */
  boolean isKept(String part, boolean last) {
    if (last && held.isEmpty()) {
      return true;
    }
    // The builder doubles its room when it grows.
    int bytes = 2 * part.length();
    if (!holding.take(bytes)) {
      return false;
    }
    taken += bytes;
    return true;
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
    holding.give(taken);
    taken = 0;
    return message;
  }
}
