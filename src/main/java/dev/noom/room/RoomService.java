package dev.noom.room;

import dev.noom.protocol.Limits;
import dev.noom.protocol.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** All rooms of this server. A room begins with its first participant and is gone with its last. */
@ApplicationScoped
public class RoomService {
  private static final Logger LOG = System.getLogger(RoomService.class.getName());

  private final ConcurrentMap<String, Room> rooms = new ConcurrentHashMap<>();
  private final Limits limits;

  @Inject
  public RoomService(Limits limits) {
    this.limits = limits;
  }

  /** For the container's proxy only. */
  protected RoomService() {
    this(null);
  }

  /**
   * Lets a participant into the room of that name.
   *
   * @throws Refusal {@code room-full}
   */
  public Room join(RoomName name, Participant participant) throws Refusal {
    Room room;
    do {
      room = rooms.computeIfAbsent(name.key(), key -> new Room(name, limits.roomPeers()));
    } while (!room.admit(participant));
    LOG.log(
        Level.INFO,
        "room \"{0}\": {1} joined, {2} here",
        name,
        participant.peer().id(),
        room.size());
    return room;
  }

  /** Takes a participant out of its room; harmless if it has left before. */
  public void leave(Room room, Participant participant) {
    if (room.dismiss(participant)) {
      LOG.log(
          Level.INFO,
          "room \"{0}\": {1} left, {2} here",
          room.name(),
          participant.peer().id(),
          room.size());
    }
    if (room.size() == 0) {
      rooms.remove(room.name().key(), room);
    }
  }

  /** How many rooms there are now. */
  public int roomCount() {
    return rooms.size();
  }

  /** How many participants there are now, in all rooms. */
  public int participantCount() {
    return rooms.values().stream().mapToInt(Room::size).sum();
  }
}
