package dev.noom.room;

import dev.noom.protocol.ErrorCode;
import dev.noom.protocol.Peer;
import dev.noom.protocol.RawJson;
import dev.noom.protocol.Refusal;
import dev.noom.protocol.SignalMessage;
import dev.noom.protocol.SignalMessage.Bye;
import dev.noom.protocol.SignalMessage.Chat;
import dev.noom.protocol.SignalMessage.Crossed;
import dev.noom.protocol.SignalMessage.Left;
import dev.noom.protocol.SignalMessage.Offer;
import dev.noom.protocol.SignalMessage.Relayed;
import dev.noom.protocol.SignalMessage.Renamed;
import dev.noom.protocol.SignalMessage.Returned;
import dev.noom.protocol.SignalMessage.Standby;
import dev.noom.protocol.SignalMessage.Welcome;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The places of one room. Coming and going is done under the room's lock. Relaying takes no lock:
 * it reads the map that is current when the message comes, so a busy pair never waits for anybody.
 *
 * <p>A participant whose connection drops keeps its {@link Place}, in the roster and in the head
 * count, for a time.
 *
 * <p>It is long because all that changes the places shares one lock.
 *
 * <p>A room that has emptied is over for good: {@link RoomService} makes a new one for the next
 * newcomer.
 */
public final class Room {
  private static final Logger LOG = System.getLogger(Room.class.getName());

  private final RoomName name;
  private final int capacity;
  private final Load load;

  private final Conversation conversation = new Conversation(System::currentTimeMillis);

  /** By the peer's id, in the order they came; never changed in place. */
  private volatile Map<String, Place> places = Map.of();

  private boolean over;

  /**
   * @param capacity how many places it has
   * @param load what all rooms of this server hold together
   */
  Room(RoomName name, int capacity, Load load) {
    this.name = name;
    this.capacity = capacity;
    this.load = load;
  }

  public RoomName name() {
    return name;
  }

  /** How many places are taken, also by peers that are away. */
  public int size() {
    return places.size();
  }

  /**
   * Lets a newcomer in: it gets the roster first, then everyone else is told to call it. A newcomer
   * that missed the answer to an earlier join gets the same place again, and is called again.
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
    Map<String, Place> others = requireSpace(newcomer);
    newcomer.joined(name, peers(others));
    Place place = places.get(newcomer.peer().id());
    if (place == null) {
      become(with(new Place(newcomer, load.now(), conversation.last())));
    } else {
      change(place, () -> place.occupy(newcomer));
      sendMissedLines(place, newcomer);
    }
    introduce(newcomer, others.values());
    log("joined", newcomer.peer());
    return true;
  }

  /**
   * Gives a peer its place again: it gets the roster first, then what has waited for it; everyone
   * else is told of the return. An older connection that is still there is sent away. After a
   * restart there is no place yet, and the peer gets one as long as there is space.
   *
   * @return false if this room is over
   * @throws Refusal {@code room-full}, {@code draining} if the whole server is full, or {@code
   *     too-fast}
   */
  synchronized boolean readmit(Participant returner) throws Refusal {
    if (over) {
      return false;
    }
    String id = returner.peer().id();
    if (!places.containsKey(id)) {
      requirePace(returner);
    }
    Map<String, Place> others = requireSpace(returner);
    List<Peer> roster = peers(others);
    returner.joined(name, roster);
    Place place = places.get(id);
    if (place == null) {
      // The token says that the peer was here before a restart, or until lately.
      become(with(new Place(returner, load.now() - Stay.ESTABLISHED, conversation.last())));
    } else {
      change(place, () -> place.occupyAgain(returner, roster));
      sendMissedLines(place, returner);
    }
    tellAll(others, new Returned(returner.peer()));
    log("returned", returner.peer());
    return true;
  }

  /** Lets a newer connection take a place. An older one that is still there is sent away. */
  private void change(Place place, Runnable occupation) {
    Participant older = place.participant();
    place.takePrepared();
    endAbsence(place);
    occupation.run();
    if (older != null) {
      older.send(new Bye("replaced", "stop", 0));
    }
  }

  private Map<String, Place> requireSpace(Participant arriving) throws Refusal {
    Map<String, Place> others = without(arriving.peer().id());
    if (others.size() >= capacity && isPlaceGivenUp(others)) {
      others = without(arriving.peer().id());
    }
    if (others.size() >= capacity) {
      throw Refusal.ofLimit(
          ErrorCode.ROOM_FULL, "This room is full: it holds " + capacity + " people.", capacity);
    }
    if (others.size() == places.size() && load.isFull()) {
      throw new Refusal(
          ErrorCode.DRAINING, "This server has as many people as it can serve; try again later.");
    }
    return others;
  }

  /** A peer that is here comes before one that is away. */
  private boolean isPlaceGivenUp(Map<String, Place> others) {
    List<Absence> absences =
        others.values().stream().map(Place::absence).filter(Objects::nonNull).toList();
    Optional<Absence> next = Absentees.next(absences, load.now(), each -> true);
    next.ifPresent(absence -> expire(absence.place()));
    // Somebody is about to come in.
    over = false;
    return next.isPresent();
  }

  /** Asked before a place is given up for the participant. */
  private void requirePace(Participant arriving) throws Refusal {
    if (!load.pace().isGranted(arriving.address(), name)) {
      throw new Refusal(
          ErrorCode.TOO_FAST, "Too many come into this room from your address; wait for a moment.");
    }
  }

  /**
   * Tells everyone to call the newcomer, or does it in their place with the offer that they have
   * prepared. The first of those offers is crossed with the newcomer's own, if there is one.
   */
  private void introduce(Participant newcomer, Collection<Place> others) {
    Peer peer = newcomer.peer();
    RawJson own = newcomer.takeOffer();
    for (Place other : others) {
      Offer prepared = other.takePrepared();
      if (prepared == null) {
        other.tell(Welcome.toBeCalled(peer));
        continue;
      }
      boolean crosses = own != null && other.crosses();
      newcomer.handed(crosses ? new Crossed(prepared.from(), prepared.sdp()) : prepared);
      other.tell(new Welcome(peer, true));
      if (crosses) {
        other.tell(new Crossed(peer.id(), own));
        own = null;
      }
    }
  }

  /**
   * Keeps an offer for the next newcomer. Where there is no memory for it, the newcomer is called
   * as if it had not been made.
   *
   * @throws Refusal {@code not-joined} if the sender is not here (any more)
   */
  public synchronized void standBy(Participant sender, Standby standby) throws Refusal {
    Place place = requirePlace(sender);
    Offer offer = new Offer(sender.peer().id(), null, standby.sdp());
    place.prepare(offer, load.holding(sender));
  }

  /**
   * Carries a message to the peer it names, or to everyone else if it names none.
   *
   * @throws Refusal {@code not-joined} if the sender is not here (any more), {@code no-such-peer}
   *     if the receiver is not
   */
  public void relay(Participant sender, Relayed message) throws Refusal {
    Map<String, Place> here = places;
    Place mine = requirePlace(sender);
    Relayed stamped = message.from(sender.peer().id());
    if (message.to() == null) {
      for (Place receiver : here.values()) {
        if (receiver != mine) {
          deliver(receiver, stamped);
        }
      }
      return;
    }
    Place receiver = here.get(message.to());
    if (receiver == null || receiver == mine) {
      throw Refusal.ofPeer(
          ErrorCode.NO_SUCH_PEER, "That person is not in this room.", message.to());
    }
    deliver(receiver, stamped);
  }

  /**
   * Whether a participant may say a line or change its name now. If so, that is counted.
   *
   * @throws Refusal {@code not-joined} if the participant is not here (any more)
   */
  public synchronized boolean maySpeak(Participant participant) throws Refusal {
    return requirePlace(participant).maySpeak(load.now());
  }

  /**
   * Says a line of the chat to everybody who is here, its sender included. All get all lines in the
   * same order, because the room is locked. A line that was said already is only confirmed to its
   * sender, who has not heard of it.
   *
   * @throws Refusal {@code not-joined} if the sender is not here (any more), or {@code bad-text}
   */
  public void say(Participant sender, Chat said) throws Refusal {
    // Not while the others wait for the room.
    ChatText.check(said);
    sayToAll(sender, said);
  }

  private synchronized void sayToAll(Participant sender, Chat said) throws Refusal {
    Place place = requirePlace(sender);
    Chat before = conversation.find(place.peer().id(), said.ref());
    if (before != null) {
      sender.send(before);
      return;
    }
    tellAll(places, conversation.add(said, place.peer(), load.now(), load.holding(sender)));
  }

  /**
   * Gives a participant another name and tells everybody, the participant included.
   *
   * @throws Refusal {@code not-joined} if the participant is not here (any more)
   */
  public synchronized void rename(Participant participant, PersonName name) throws Refusal {
    Place place = requirePlace(participant);
    place.rename(name);
    tellAll(places, new Renamed(place.peer()));
  }

  /** Not what was said before the peer came, and not what its page says that it has. */
  private void sendMissedLines(Place place, Participant arrived) {
    // A number that was never given here comes from another node, or from before the clock was set.
    long heard = arrived.heard() > conversation.last() ? 0 : arrived.heard();
    long last = Math.max(place.lastLineBefore(), heard);
    conversation.after(last).forEach(arrived::send);
  }

  private void deliver(Place receiver, Relayed message) {
    if (!receiver.deliver(message)) {
      giveUpIfOverfull(receiver);
    }
  }

  /**
   * Takes a participant out and tells everyone left. One whose connection drops in the same moment
   * is taken out too. One that has come back by another connection stays, also when that one has
   * dropped meanwhile.
   *
   * @return false if it was not here (any more), and then nothing has happened
   */
  synchronized boolean dismiss(Participant leaver) {
    String id = leaver.peer().id();
    Place place = places.get(id);
    if (place == null || !place.belongsTo(leaver)) {
      return false;
    }
    remove(place, Left.byChoice(id));
    return true;
  }

  /**
   * Keeps the place of a participant whose connection has dropped; nobody is told.
   *
   * @param until how long at most, on the clock of {@link RoomService}, in ns
   * @return false if it was not here (any more), and then nothing has happened
   */
  synchronized boolean detach(Participant lost, long until) {
    Place place = places.get(lost.peer().id());
    if (place == null || place.participant() != lost) {
      return false;
    }
    load.absentees().add(place.vacate(load.now(), until, load.holding(lost)), this);
    place.takePrepared();
    log("lost its connection", lost.peer());
    return true;
  }

  /**
   * Gives up the places that have been vacant for too long. Detaches participants whose connection
   * has dropped without a word.
   *
   * @param until how long the places of the latter are kept
   */
  synchronized void sweep(long now, long until) {
    conversation.forgetBefore(load.forgottenBefore(now));
    for (Place place : places.values()) {
      Participant participant = place.participant();
      if (participant == null) {
        if (place.absence().isOver(now)) {
          expire(place);
        }
      } else if (!participant.isConnected()) {
        detach(participant, until);
      }
    }
  }

  private synchronized void giveUpIfOverfull(Place place) {
    if (places.get(place.peer().id()) == place && place.isOverfull()) {
      log("was sent more than is kept for it", place.peer());
      expire(place);
    }
  }

  /** Gives up a place, for a participant of another room; unless the peer has just come back. */
  synchronized void giveUp(Absence absence) {
    Place place = absence.place();
    if (places.get(place.peer().id()) == place && place.absence() == absence) {
      expire(place);
    }
  }

  private void expire(Place place) {
    remove(place, Left.expired(place.peer().id()));
  }

  private void remove(Place place, Left left) {
    endAbsence(place);
    place.close();
    become(without(place.peer().id()));
    over = places.isEmpty();
    if (over) {
      conversation.forget();
    }
    tellAll(places, left);
    log("left", place.peer());
  }

  private void endAbsence(Place place) {
    if (place.absence() != null) {
      load.absentees().remove(place.absence());
    }
  }

  private Place requirePlace(Participant sender) throws Refusal {
    Place place = places.get(sender.peer().id());
    if (place == null || place.participant() != sender) {
      throw new Refusal(ErrorCode.NOT_JOINED, "You are not in this room any more.");
    }
    return place;
  }

  synchronized boolean isOver() {
    return over;
  }

  /** For a room that was made for a newcomer that was not let in. */
  synchronized void endIfEmpty() {
    over = places.isEmpty();
  }

  /** Whether nobody is here, and places are kept all the same. */
  boolean isDeserted() {
    return places.values().stream().allMatch(Place::isVacant);
  }

  /** Everyone who is here; peers that are away are not. */
  List<Participant> participants() {
    return places.values().stream().map(Place::participant).filter(Objects::nonNull).toList();
  }

  private static List<Peer> peers(Map<String, Place> places) {
    return places.values().stream().map(Place::peer).toList();
  }

  private void become(Map<String, Place> next) {
    load.count(next.size() - places.size());
    places = next;
  }

  private Map<String, Place> with(Place place) {
    Map<String, Place> map = new LinkedHashMap<>(places);
    map.put(place.peer().id(), place);
    return map;
  }

  private Map<String, Place> without(String id) {
    Map<String, Place> map = new LinkedHashMap<>(places);
    map.remove(id);
    return map;
  }

  private void log(String what, Peer who) {
    // Not a pattern, which would be parsed for each line.
    LOG.log(
        Level.INFO, "room \"" + name + "\": " + who.id() + " " + what + ", " + size() + " here");
  }

  private static void tellAll(Map<String, Place> receivers, SignalMessage news) {
    receivers.values().forEach(receiver -> receiver.tell(news));
  }
}
