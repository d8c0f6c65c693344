package dev.noom.frames;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Writes messages to one WebSocket as text frames (RFC 6455, section 5.6), by a shorter way than
 * the container's.
 */
public interface TextFrames {
  /**
   * Writes one message, whole and after those before it. Returns at once, from any thread.
   *
   * @param done gets null once there is room for the next, or why it will not be written; may be
   *     called before this returns
   */
  void write(String text, Consumer<Throwable> done);

  /** Of the WebSocket that this thread is opening; null where only the container's way is known. */
  static TextFrames ofThisOpening() {
    return Opening.NOW.get();
  }

  /**
   * Opens a WebSocket that has this way.
   *
   * @param open calls, in this thread, whoever asks for it
   */
  default <T> T during(Supplier<T> open) {
    Opening.NOW.set(this);
    try {
      return open.get();
    } finally {
      Opening.NOW.remove();
    }
  }
}
