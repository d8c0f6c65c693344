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

  /**
   * Has something done when all is done that was read together with what this thread is looking at,
   * and before what it writes meanwhile is on its way.
   *
   * @return false if that is not known here, and then it is not done
   */
  default boolean afterRead(Runnable work) {
    return false;
  }

  /** Whom to ask about the frames that arrive; to be called in the thread that opens it. */
  default void guardedBy(FrameGuard guard) {}

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
