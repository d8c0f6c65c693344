package dev.noom.frames;

import java.security.Principal;
import java.util.function.Consumer;

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

  /**
   * Whom to ask about the frames that arrive. To be called before the WebSocket is open, and with
   * {@link FrameGuard#CLOSED} when it has closed: a server may keep its connections for longer.
   */
  default void guardedBy(FrameGuard guard) {}

  /**
   * The user of a handshake's request, which every container hands on to the WebSocket. Who can
   * write frames by a shorter way leaves it here, before the WebSocket opens.
   */
  interface Slot extends Principal {
    /**
     * @param frames of the WebSocket that this handshake leads to
     */
    void offer(TextFrames frames);
  }
}
