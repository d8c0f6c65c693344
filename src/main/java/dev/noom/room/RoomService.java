package dev.noom.room;

import dev.noom.memory.MemoryBudget;
import dev.noom.protocol.ErrorCode;
import dev.noom.protocol.Limits;
import dev.noom.protocol.Refusal;
import dev.noom.protocol.SignalMessage.Bye;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** All rooms of this server. A room begins with its first participant and is gone with its last. */
@ApplicationScoped
public class RoomService {
  private static final Logger LOG = System.getLogger(RoomService.class.getName());

  private static final Duration SHORTEST_WAIT = Duration.ofMillis(500);

  /** Spreads the returns after a restart: 500 a second. */
  private static final Duration A_RETURN = Duration.ofMillis(2);

  private final ConcurrentMap<String, Room> rooms = new ConcurrentHashMap<>();
  private final Limits limits;
  private final Capacity capacity;
  private final Load load;
  private final LongSupplier clock;

  @Inject
  public RoomService(Limits limits, Capacity capacity, MemoryBudget memory) {
    this(limits, capacity, memory, System::nanoTime);
  }

  /**
   * @param clock in ns from any beginning; never goes back, whatever happens to the time of day
   */
  RoomService(Limits limits, Capacity capacity, MemoryBudget memory, LongSupplier clock) {
    this.limits = limits;
    this.capacity = capacity;
    load = new Load(capacity, memory, clock);
    this.clock = clock;
  }

  /** For the container's proxy only. */
  protected RoomService() {
    limits = null;
    capacity = null;
    load = null;
    clock = null;
  }

  /**
   * Lets a newcomer into the room of that name.
   *
   * @throws Refusal {@code room-full}, or {@code draining} if the whole server is full
   */
  public Room join(RoomName name, Participant newcomer) throws Refusal {
    return enter(name, room -> room.admit(newcomer));
  }

  /**
   * Gives a participant the place again that it has, or had before a restart.
   *
   * @throws Refusal {@code room-full}, or {@code draining} if the whole server is full
   */
  public Room resume(RoomName name, Participant returner) throws Refusal {
    return enter(name, room -> room.readmit(returner));
  }

  private Room enter(RoomName name, Entrance entrance) throws Refusal {
    while (true) {
      Room room = open(name);
      try {
        if (entrance.isEntered(room)) {
          return room;
        }
      } catch (Refusal | RuntimeException e) {
        room.endIfEmpty();
        removeIfOver(room);
        boolean isServerFull = e instanceof Refusal refusal && refusal.code() == ErrorCode.DRAINING;
        if (!isServerFull || !isPlaceGivenUp(any -> true)) {
          throw e;
        }
      }
      removeIfOver(room);
    }
  }

  /** A peer that is here comes before one that is away, in any room. No room is locked here. */
  private boolean isPlaceGivenUp(Predicate<Room> rooms) {
    Optional<Map.Entry<Absence, Room>> next = load.absentees().next(clock.getAsLong(), rooms);
    next.ifPresent(
        entry -> {
          entry.getValue().giveUp(entry.getKey());
          removeIfOver(entry.getValue());
        });
    return next.isPresent();
  }

  private Room open(RoomName name) throws Refusal {
    Room open = rooms.get(name.key());
    if (open != null) {
      return open;
    }
    while (rooms.size() >= capacity.rooms() && isPlaceGivenUp(Room::isDeserted)) {
      LOG.log(Level.DEBUG, "A place was given up, because there are many rooms.");
    }
    if (rooms.size() >= capacity.rooms()) {
      throw new Refusal(
          ErrorCode.DRAINING, "This server has as many rooms as it can serve; try again later.");
    }
    return rooms.computeIfAbsent(name.key(), key -> new Room(name, limits.roomPeers(), load));
  }

  /** Takes a participant out of its room; harmless if it has left before. */
  public void leave(Room room, Participant leaver) {
    room.dismiss(leaver);
    removeIfOver(room);
  }

  /**
   * Keeps the place of a participant whose connection has dropped, for {@link
   * Limits#resumeSeconds()}; harmless if it has left or come back before.
   */
  public void detach(Room room, Participant lost) {
    room.detach(lost, until(clock.getAsLong()));
  }

  /** Gives up places whose time is over. To be called about once a second. */
  public void sweep() {
    long now = clock.getAsLong();
    for (Room room : rooms.values()) {
      room.sweep(now, until(now));
      removeIfOver(room);
    }
  }

  /**
   * Asks everyone to come back later. Each waits for a different time, so they do not come at once.
   */
  public void sayGoodbye() {
    int spread = (int) SHORTEST_WAIT.plus(A_RETURN.multipliedBy(participantCount())).toMillis();
    for (Participant participant : participants()) {
      int after = (int) SHORTEST_WAIT.toMillis() + ThreadLocalRandom.current().nextInt(spread);
      participant.send(new Bye("restart", "resume", after));
    }
  }

  /** Everyone who is here, in all rooms; peers that are away are not. */
  public List<Participant> participants() {
    return rooms.values().stream().flatMap(room -> room.participants().stream()).toList();
  }

  private long until(long now) {
    return now + TimeUnit.SECONDS.toNanos(limits.resumeSeconds());
  }

  private void removeIfOver(Room room) {
    if (room.isOver()) {
      rooms.remove(room.name().key(), room);
    }
  }

  /** How many rooms there are now. */
  public int roomCount() {
    return rooms.size();
  }

  /** How many places are taken now, in all rooms, also by peers that are away. */
  public int participantCount() {
    return rooms.values().stream().mapToInt(Room::size).sum();
  }

  /** A way into a room: false if the room is over. */
  private interface Entrance {
    boolean isEntered(Room room) throws Refusal;
  }
}
