package dev.noom.room;

import dev.noom.protocol.Peer;
import dev.noom.protocol.SignalMessage;
import dev.noom.protocol.SignalMessage.Offer;
import java.util.List;

/**
 * Somebody in a room. A browser is one, and so may be a peer on another node, an SFU or a test's
 * recorder.
 *
 * <p>All methods are called while the room is locked or from another participant's thread: they
 * must return at once and must deliver in the order of the calls.
 */
public interface Participant {
  Peer peer();

  /**
   * Where it comes from, as far as anybody knows: what is kept for it counts for all who come from
   * there. Any value with {@code equals}.
   */
  Object address();

  /**
   * Always the first call: this participant is in.
   *
   * @param others everyone else in the room, in the order they came
   */
  void joined(RoomName room, List<Peer> others);

  void send(SignalMessage message);

  /**
   * An offer that somebody here has made ahead. It may wait for a moment, and is lost to who leaves
   * in that moment: it says where its maker can be reached.
   */
  default void handed(Offer standby) {
    send(standby);
  }

  /**
   * False as soon as it is certain that nothing reaches it any more. Asked for about once a second,
   * in case nobody has told the room.
   */
  boolean isConnected();
}
