package dev.noom.signaling;

import dev.noom.memory.Holding;
import java.util.ArrayList;
import java.util.List;

/**
 * A text message that comes in parts, put together here and not by the container: WildFly would put
 * together without end, and a single message could use up the heap. Thread-safe, because a
 * connection may close while a part arrives.
 *
 * <p>The parts are kept as they came. A {@code StringBuilder} would double its capacity as it
 * grows, and its size would depend on which characters it holds.
 */
final class FragmentBuffer {
  /** Characters; what libraries and browsers cut a long message into is larger. */
  private static final int TINY = 1_024;

  /** What a part weighs beside its characters, in bytes: its objects and its place in the list. */
  static final int OVERHEAD = 64;

  /** Of a message that is not over. */
  private final Holding holding;

  private final List<String> parts = new ArrayList<>(0);
  private int length;
  private int taken;
  private boolean isClosed;

  FragmentBuffer(Holding holding) {
    this.holding = holding;
  }

  /** Whether this part goes on with a message; a tiny one counts like one of its own. */
  synchronized boolean isMore(String part) {
    return !parts.isEmpty() && part.length() >= TINY;
  }

  /** How long the message is with this part, in characters. */
  synchronized int lengthWith(String part) {
    return length + part.length();
  }

  /**
   * Asks for the memory that this part needs, which is none if it is a whole message.
   *
   * @return false if there is none, and then nothing may be added
   */
  synchronized boolean isKept(String part, boolean last) {
    if (isClosed || last && parts.isEmpty()) {
      return true;
    }
    // A character takes two bytes at most.
    int bytes = 2 * part.length() + OVERHEAD;
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
  synchronized String add(String part, boolean last) {
    if (last && parts.isEmpty()) {
      return part;
    }
    if (isClosed) {
      return null;
    }
    parts.add(part);
    length += part.length();
    if (!last) {
      return null;
    }
    String message = String.join("", parts);
    forget();
    return message;
  }

  /**
   * Nothing is kept from now on; a whole message still passes. A container may keep a connection,
   * and with it this object, for long after its close.
   */
  synchronized void close() {
    isClosed = true;
    forget();
  }

  private void forget() {
    parts.clear();
    length = 0;
    holding.give(taken);
    taken = 0;
  }
}
