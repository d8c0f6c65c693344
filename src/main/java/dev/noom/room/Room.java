package dev.noom.room;

import dev.noom.memory.Holding;
import dev.noom.protocol.ErrorCode;
import dev.noom.protocol.Peer;
import dev.noom.protocol.Refusal;
import dev.noom.protocol.SignalMessage;
import dev.noom.protocol.SignalMessage.Bye;
import dev.noom.protocol.SignalMessage.Left;
import dev.noom.protocol.SignalMessage.Offer;
import dev.noom.protocol.SignalMessage.Relayed;
import dev.noom.protocol.SignalMessage.Returned;
import dev.noom.protocol.SignalMessage.Standby;
import dev.noom.protocol.SignalMessage.Welcome;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The people of one room. Coming and going is done under the room's lock; relaying takes no lock,
 * it reads the map that was current when the message came, so a busy pair never waits for anybody.
 *
 * <p>Somebody whose connection drops keeps his place for a while: an {@link Away} stands in for
 * him, in the roster as in the count.
 *
 * <p>A room that has emptied is over for good: {@link RoomService} makes a new one for whoever
 * comes next.
 */
public final class Room {
  private static final Logger LOG = System.getLogger(Room.class.getName());

  private final RoomName name;
  private final int capacity;
  private final Load load;

  /** By id, in the order they came; never changed in place. */
  private volatile Map<String, Participant> participants = Map.of();

  /** By the id of who made it: an offer for whoever comes next. */
  private final Map<String, Ahead> standbys = new HashMap<>();

  private record Ahead(Offer offer, Holding holding) {}

  /** By id: when each place was taken, on the clock of {@link RoomService}, in ns. */
  private final Map<String, Long> since = new HashMap<>();

  private boolean over;

  /**
   * @param capacity how many people it holds
   * @param load which they add to
   */
  Room(RoomName name, int capacity, Load load) {
    this.name = name;
    this.capacity = capacity;
    this.load = load;
  }

  public RoomName name() {
    return name;
  }

  public int size() {
    return participants.size();
  }

  /**
   * Lets a newcomer in: it gets the roster first, then everyone else is told to call it. One who
   * has been let in before and does not know it, because the answer was lost, is let in anew, in
   * the same place.
   *
   * @return false if this room is over
   * @throws Refusal {@code room-full}, {@code draining} if the whole server is full, or {@code
   *     too-fast}
   */
  synchronized boolean admit(Participant newcomer) throws Refusal {
    if (over) {
      return false;
    }
    requirePace(newcomer);
    Map<String, Participant> others = requireSpace(newcomer);
    newcomer.joined(name, peers(others));
    replace(newcomer);
    others.values().forEach(other -> introduce(newcomer, other));
    log("joined", newcomer);
    return true;
  }

  /**
   * Gives somebody his place again: he gets the roster first, then what was kept for him; everyone
   * else is told that he is back. His older connection, if there still is one, is sent away. After
   * a restart there is no place yet, and he gets one as long as there is space.
   *
   * @return false if this room is over
   * @throws Refusal {@code room-full}, {@code draining} if the whole server is full, or {@code
   *     too-fast}
   */
  synchronized boolean readmit(Participant returner) throws Refusal {
    if (over) {
      return false;
    }
    Participant older = participants.get(returner.peer().id());
    if (older == null) {
      requirePace(returner);
    }
    Map<String, Participant> others = requireSpace(returner);
    returner.joined(name, peers(others));
    if (older instanceof Away away) {
      // Before the new map can be read: nobody overtakes what was kept.
      away.handOver(returner, peers(others));
    }
    // Their token says that they were here before the server was restarted, or until lately.
    since.putIfAbsent(returner.peer().id(), load.now() - Stay.ESTABLISHED);
    replace(returner);
    sendToAll(others, new Returned(returner.peer()));
    log("returned", returner);
    return true;
  }

  private Map<String, Participant> requireSpace(Participant arriving) throws Refusal {
    Map<String, Participant> others = without(arriving.peer().id());
    if (others.size() >= capacity && isPlaceGivenUp(others)) {
      others = without(arriving.peer().id());
    }
    if (others.size() >= capacity) {
      throw Refusal.ofLimit(
          ErrorCode.ROOM_FULL, "This room is full: it holds " + capacity + " people.", capacity);
    }
    if (others.size() == participants.size() && load.isFull()) {
      throw new Refusal(
          ErrorCode.DRAINING, "This server has as many people as it can serve; try again later.");
    }
    return others;
  }

  /** Who is here comes before who is away. */
  private boolean isPlaceGivenUp(Map<String, Participant> others) {
    List<Away> away =
        others.values().stream().filter(Away.class::isInstance).map(Away.class::cast).toList();
    Optional<Away> next = Absentees.next(away, load.now(), each -> true);
    next.ifPresent(each -> remove(each, Left.expired(each.peer().id())));
    // Somebody is about to come in.
    over = false;
    return next.isPresent();
  }

  /** Before anybody loses a place for them. */
  private void requirePace(Participant arriving) throws Refusal {
    if (!load.pace().isGranted(arriving.address(), name)) {
      throw new Refusal(
          ErrorCode.TOO_FAST, "Too many come into this room from your address; wait for a moment.");
    }
  }

  /** Puts somebody in his place; an older connection of his that is still there is sent away. */
  private void replace(Participant arrived) {
    String id = arrived.peer().id();
    Participant older = participants.get(id);
    become(with(arrived));
    since.putIfAbsent(id, load.now());
    takeStandby(id);
    if (older instanceof Away away) {
      end(away);
    } else if (older != null) {
      older.send(new Bye("replaced", "stop", 0));
    }
  }

  /**
   * Tells somebody who is here to call the newcomer, or does it for him with the offer he has left.
   */
  private void introduce(Participant newcomer, Participant other) {
    Offer standby = takeStandby(other.peer().id());
    if (standby == null) {
      other.send(Welcome.toBeCalled(newcomer.peer()));
    } else {
      newcomer.handed(standby);
      other.send(new Welcome(newcomer.peer(), true));
    }
  }

  /** Null where there is none. */
  private Offer takeStandby(String id) {
    Ahead ahead = standbys.remove(id);
    if (ahead == null) {
      return null;
    }
    ahead.holding().close();
    return ahead.offer();
  }

  /**
   * Keeps an offer for whoever comes next; where there is no memory for it, there is none, and
   * whoever comes is called as if it had not been made.
   *
   * @throws Refusal {@code not-joined} if the sender is not here (any more)
   */
  public synchronized void standBy(Participant sender, Standby standby) throws Refusal {
    String id = requireHere(sender);
    takeStandby(id);
    Offer offer = new Offer(id, null, standby.sdp());
    Holding holding = load.holding(sender);
    if (holding.take(offer.size())) {
      standbys.put(id, new Ahead(offer, holding));
    } else {
      holding.close();
    }
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
          deliver(receiver, stamped);
        }
      }
      return;
    }
    Participant receiver = here.get(message.to());
    if (receiver == null || receiver == sender) {
      throw Refusal.ofPeer(
          ErrorCode.NO_SUCH_PEER, "That person is not in this room.", message.to());
    }
    deliver(receiver, stamped);
  }

  private void deliver(Participant receiver, Relayed message) {
    receiver.send(message);
    if (receiver instanceof Away away && away.isOverfull()) {
      giveUp(away);
    }
  }

  /**
   * Takes a participant out and tells everyone left. One whose connection drops in the same moment
   * is taken out too; one who has come back by another connection stays, also when that one has
   * dropped meanwhile.
   *
   * @return false if it was not here (any more), and then nothing has happened
   */
  synchronized boolean dismiss(Participant leaver) {
    String id = leaver.peer().id();
    Participant here = participants.get(id);
    if (here != leaver && !(here instanceof Away away && away.standsInFor(leaver))) {
      return false;
    }
    remove(here, Left.byChoice(id));
    return true;
  }

  /**
   * Keeps the place of a participant whose connection has dropped; nobody is told.
   *
   * @param until how long at most, on the clock of {@link RoomService}, in ns
   * @return false if it was not here (any more), and then nothing has happened
   */
  synchronized boolean detach(Participant lost, long until) {
    String id = lost.peer().id();
    if (participants.get(id) != lost) {
      return false;
    }
    Stay stay = new Stay(since.get(id), load.now());
    Away away = new Away(lost, stay, stay.keptUntil(until), load.holding(lost));
    become(with(away));
    load.absentees().add(away, this);
    takeStandby(id);
    log("lost its connection", lost);
    return true;
  }

  /**
   * Takes out whoever was away for too long, and detaches whose connection has dropped without
   * anybody saying so.
   *
   * @param until how long the places of the latter are kept
   */
  synchronized void sweep(long now, long until) {
    for (Participant participant : participants.values()) {
      if (participant instanceof Away away) {
        if (away.isOver(now)) {
          remove(away, Left.expired(away.peer().id()));
        }
      } else if (!participant.isConnected()) {
        detach(participant, until);
      }
    }
  }

  private synchronized void giveUp(Away away) {
    if (participants.get(away.peer().id()) == away) {
      log("was sent more than is kept for it", away);
      remove(away, Left.expired(away.peer().id()));
    }
  }

  /** For somebody who is here, in another room. */
  synchronized void giveUpFor(Away away) {
    if (participants.get(away.peer().id()) == away) {
      remove(away, Left.expired(away.peer().id()));
    }
  }

  private void end(Away away) {
    away.end();
    load.absentees().remove(away);
  }

  private void remove(Participant leaver, Left left) {
    String id = leaver.peer().id();
    if (leaver instanceof Away away) {
      end(away);
    }
    since.remove(id);
    become(without(id));
    takeStandby(id);
    over = participants.isEmpty();
    sendToAll(participants, left);
    log("left", leaver);
  }

  private String requireHere(Participant sender) throws Refusal {
    String id = sender.peer().id();
    if (participants.get(id) != sender) {
      throw new Refusal(ErrorCode.NOT_JOINED, "You are not in this room any more.");
    }
    return id;
  }

  synchronized boolean isOver() {
    return over;
  }

  /** For a room that was made for somebody who was not let in. */
  synchronized void endIfEmpty() {
    over = participants.isEmpty();
  }

  /** Whether nobody is here, and places are kept all the same. */
  boolean isDeserted() {
    return participants.values().stream().allMatch(Away.class::isInstance);
  }

  /** Everyone with a place, present or away. */
  List<Participant> participants() {
    return List.copyOf(participants.values());
  }

  private static List<Peer> peers(Map<String, Participant> participants) {
    return participants.values().stream().map(Participant::peer).toList();
  }

  private void become(Map<String, Participant> next) {
    load.count(next.size() - participants.size());
    participants = next;
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

  private void log(String what, Participant who) {
    // Not a pattern, which would be read anew for each line.
    LOG.log(
        Level.INFO,
        "room \"" + name + "\": " + who.peer().id() + " " + what + ", " + size() + " here");
  }

  private static void sendToAll(Map<String, Participant> receivers, SignalMessage message) {
    receivers.values().forEach(receiver -> receiver.send(message));
  }
}
