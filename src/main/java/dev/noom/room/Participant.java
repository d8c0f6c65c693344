package dev.noom.room;

import dev.noom.protocol.Peer;
import dev.noom.protocol.RawJson;
import dev.noom.protocol.SignalMessage;
import java.util.List;

/**
 * One end that a room talks to: a browser, a test's recorder, later a peer on another node or an
 * SFU. It occupies a {@link Place} for as long as its connection works.
 *
 * <p>All methods are called while the room is locked or from another participant's thread. They
 * must return at once and deliver in the order of the calls.
 */
public interface Participant {
  Peer peer();

  /**
   * Where it comes from. What the server keeps for it counts for all participants of this address.
   * Any value with {@code equals}.
   */
  Object address();

  /**
   * Tells the participant that it is in. Always the first call.
   *
   * @param others everyone else in the room, in the order they came
   */
  void joined(RoomName room, List<Peer> others);

  void send(SignalMessage message);

  /** The number of the last line of the chat that has reached it; 0 for none. */
  default long heard() {
    return 0;
  }

  /** Whether it understands {@link dev.noom.protocol.SignalMessage.Crossed}. */
  default boolean crosses() {
    return false;
  }

  /** The offer that came with its join; null if there is none, or if it was taken before. */
  default RawJson takeOffer() {
    return null;
  }

  /**
   * Hands over an offer that a peer here has prepared, plain or crossed. The offer may wait for a
   * moment. A participant that leaves in that moment does not get it, because an offer says where
   * its maker can be reached.
   */
  default void handed(SignalMessage standby) {
    send(standby);
  }

  /**
   * False as soon as it is certain that nothing reaches it any more. The room asks about once a
   * second, in case nobody has told it.
   */
  boolean isConnected();
}
