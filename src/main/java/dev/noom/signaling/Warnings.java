package dev.noom.signaling;

import dev.noom.room.RoomName;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What strangers do wrong, for the log: so many lines a minute, and of the rest only how many there
 * were. A client that abuses this server cannot fill its disk.
 */
@ApplicationScoped
class Warnings {
  private static final Logger LOG = System.getLogger(Warnings.class.getName());

  /** Enough to see a pattern. */
  private static final int A_MINUTE = 10;

  private static final int SWEEPS = 60;

  private final AtomicInteger occasions = new AtomicInteger();
  private int sweeps;

  /**
   * To be called once an episode, not once a message.
   *
   * @param who the peer's id, or that it has not joined
   * @param what such as "is too fast"
   */
  void warn(RoomName room, String who, String what) {
    if (occasions.incrementAndGet() <= A_MINUTE) {
      LOG.log(Level.WARNING, "room \"{0}\": {1} {2}", room, who, what);
    }
  }

  /** To be called about once a second. */
  void sweep() {
    if (++sweeps < SWEEPS) {
      return;
    }
    sweeps = 0;
    int more = occasions.getAndSet(0) - A_MINUTE;
    if (more > 0) {
      LOG.log(Level.WARNING, "In the last minute there were {0} more warnings like these.", more);
    }
  }
}
