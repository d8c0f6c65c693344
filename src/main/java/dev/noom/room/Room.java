package dev.noom.room;

import dev.noom.protocol.ErrorCode;
import dev.noom.protocol.Peer;
import dev.noom.protocol.Refusal;
import dev.noom.protocol.SignalMessage;
import dev.noom.protocol.SignalMessage.Bye;
import dev.noom.protocol.SignalMessage.Left;
import dev.noom.protocol.SignalMessage.Offer;
import dev.noom.protocol.SignalMessage.Relayed;
import dev.noom.protocol.SignalMessage.Standby;
import dev.noom.protocol.SignalMessage.Welcome;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The people of one room. Coming and going is done under the room's lock; relaying takes no lock,
 * it reads the map that was current when the message came, so a busy pair never waits for anybody.
 *
 * <p>A room that has emptied is over for good: {@link RoomService} makes a new one for whoever
 * comes next.
 */
public final class Room {
  private final RoomName name;
  private final int capacity;

  /** By id, in the order they came; never changed in place. */
  private volatile Map<String, Participant> participants = Map.of();

  /** By the id of who made it: an offer for whoever comes next. */
  private final Map<String, Offer> standbys = new HashMap<>();

  private boolean over;

  Room(RoomName name, int capacity) {
    this.name = name;
    this.capacity = capacity;
  }

  public RoomName name() {
    return name;
  }

  public int size() {
    return participants.size();
  }

  /**
   * Lets a participant in: it gets the roster first, then everyone else is told to call it. One
   * with the id of somebody who is here takes that place, without anybody else noticing; the older
   * one is sent away.
   *
   * @return false if this room is over
   * @throws Refusal {@code room-full}
   */
  synchronized boolean admit(Participant newcomer) throws Refusal {
    if (over) {
      return false;
    }
    Map<String, Participant> others = without(newcomer.peer().id());
    if (others.size() >= capacity) {
      throw new Refusal(
          ErrorCode.ROOM_FULL, "This room is full: it holds " + capacity + " people.");
    }
    Participant older = participants.get(newcomer.peer().id());
    newcomer.joined(name, others.values().stream().map(Participant::peer).toList());
    participants = with(newcomer);
    if (older == null) {
      others.values().forEach(other -> introduce(newcomer, other));
    } else {
      older.send(new Bye("replaced", "stop", 0));
    }
    return true;
  }

  /**
   * Tells somebody who is here to call the newcomer, or does it for him with the offer he has left.
   */
  private void introduce(Participant newcomer, Participant other) {
    Offer standby = standbys.remove(other.peer().id());
    if (standby == null) {
      other.send(Welcome.toBeCalled(newcomer.peer()));
    } else {
      newcomer.send(standby);
      other.send(new Welcome(newcomer.peer(), true));
    }
  }

  /**
   * Keeps an offer for whoever comes next.
   *
   * @throws Refusal {@code not-joined} if the sender is not here (any more)
   */
  public synchronized void standBy(Participant sender, Standby standby) throws Refusal {
    String id = requireHere(sender);
    standbys.put(id, new Offer(id, null, standby.sdp()));
  }

  /**
   * Carries a message to the peer it names, or to everyone else if it names none.
   *
   * @throws Refusal {@code not-joined} if the sender is not here (any more), {@code no-such-peer}
   *     if the receiver is not
   */
  public void relay(Participant sender, Relayed message) throws Refusal {
    Map<String, Participant> here = participants;
    String id = requireHere(sender);
    Relayed stamped = message.from(id);
    if (message.to() == null) {
      for (Participant receiver : here.values()) {
        if (receiver != sender) {
          receiver.send(stamped);
        }
      }
      return;
    }
    Participant receiver = here.get(message.to());
    if (receiver == null || receiver == sender) {
      throw new Refusal(ErrorCode.NO_SUCH_PEER, "That person is not in this room.", message.to());
    }
    receiver.send(stamped);
  }

  /**
   * Takes a participant out and tells everyone left.
   *
   * @return false if it was not here (any more), and then nothing has happened
   */
  synchronized boolean dismiss(Participant leaver) {
    String id = leaver.peer().id();
    if (participants.get(id) != leaver) {
      return false;
    }
    participants = without(id);
    standbys.remove(id);
    over = participants.isEmpty();
    sendToAll(participants, new Left(id));
    return true;
  }

  private String requireHere(Participant sender) throws Refusal {
    String id = sender.peer().id();
    if (participants.get(id) != sender) {
      throw new Refusal(ErrorCode.NOT_JOINED, "You are not in this room any more.");
    }
    return id;
  }

  List<Peer> peers() {
    return participants.values().stream().map(Participant::peer).toList();
  }

  private Map<String, Participant> with(Participant participant) {
    Map<String, Participant> map = new LinkedHashMap<>(participants);
    map.put(participant.peer().id(), participant);
    return map;
  }

  private Map<String, Participant> without(String id) {
    Map<String, Participant> map = new LinkedHashMap<>(participants);
    map.remove(id);
    return map;
  }

  private static void sendToAll(Map<String, Participant> receivers, SignalMessage message) {
    receivers.values().forEach(receiver -> receiver.send(message));
  }
}
