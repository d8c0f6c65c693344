package dev.noom.signaling;

import dev.noom.admission.RemoteClient;
import dev.noom.ice.IceServers;
import dev.noom.protocol.ErrorCode;
import dev.noom.protocol.IceServer;
import dev.noom.protocol.Limits;
import dev.noom.protocol.Peer;
import dev.noom.protocol.Refusal;
import dev.noom.protocol.SignalMessage.Join;
import dev.noom.protocol.SignalMessage.Joined;
import dev.noom.protocol.SignalMessage.Trouble;
import dev.noom.resume.ResumeTokens;
import dev.noom.resume.ResumeTokens.Seat;
import dev.noom.room.PersonName;
import dev.noom.room.Room;
import dev.noom.room.RoomName;
import dev.noom.room.RoomService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Function;

/**
 * Turns a {@code join} into somebody: a newcomer with a new id, or one who comes back and has it
 * still.
 */
@ApplicationScoped
class JoinService {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final RoomService rooms;
  private final ResumeTokens resumeTokens;
  private final IceServers iceServers;
  private final Limits limits;
  private final Connections connections;
  private final Warnings warnings;
  private final Event<Trouble> troubles;

  @Inject
  JoinService(
      RoomService rooms,
      ResumeTokens resumeTokens,
      IceServers iceServers,
      Limits limits,
      Connections connections,
      Warnings warnings,
      Event<Trouble> troubles) {
    this.rooms = rooms;
    this.resumeTokens = resumeTokens;
    this.iceServers = iceServers;
    this.limits = limits;
    this.connections = connections;
    this.warnings = warnings;
    this.troubles = troubles;
  }

  /** For the container's proxy only. */
  protected JoinService() {
    this(null, null, null, null, null, null, null);
  }

  RoomService rooms() {
    return rooms;
  }

  Connections connections() {
    return connections;
  }

  Warnings warnings() {
    return warnings;
  }

  /**
   * Finds out who it is.
   *
   * @throws Refusal {@code bad-name}, {@code resume-expired} or {@code not-allowed}
   */
  SessionParticipant authenticate(Join join, RoomName room, Outbox outbox, RemoteClient caller)
      throws Refusal {
    String host = caller.host().orElse(null);
    String seenAs = caller.seenAs().orElse(null);
    boolean resumed = join.resume() != null;
    Peer peer = resumed ? returning(join, room) : newcomer(join, room);
    String address = caller.address().toString();
    Function<Boolean, List<IceServer>> servers =
        alone -> iceServers.forBrowser(address, host, alone);
    return new SessionParticipant(
        peer,
        caller.address(),
        resumed,
        join,
        outbox,
        (name, others) ->
            greeting(peer, name, others, resumed, servers.apply(others.isEmpty()), seenAs),
        servers);
  }

  /**
   * Lets a participant in.
   *
   * @throws Refusal {@code room-full}
   */
  Room admit(SessionParticipant participant, RoomName room) throws Refusal {
    return participant.isResumed()
        ? rooms.resume(room, participant)
        : rooms.join(room, participant);
  }

  /** For those who count such things. */
  void note(Trouble trouble) {
    troubles.fire(trouble);
  }

  private Peer newcomer(Join join, RoomName room) throws Refusal {
    String name = PersonName.of(join.name()).text();
    long number =
        join.visit() == null ? RANDOM.nextLong() : resumeTokens.number(room.key(), join.visit());
    return new Peer("p" + Long.toUnsignedString(number, 36), name);
  }

  private Peer returning(Join join, RoomName room) throws Refusal {
    Seat seat =
        resumeTokens
            .read(join.resume())
            .orElseThrow(
                () ->
                    new Refusal(
                        ErrorCode.RESUME_EXPIRED,
                        "Your place has expired; join without 'resume'."));
    if (!seat.room().equals(room.key())) {
      throw new Refusal(ErrorCode.NOT_ALLOWED, "That place is in another room.");
    }
    return new Peer(seat.peer(), nameOf(join, seat));
  }

  /** A name is no reason to keep somebody out who was in. */
  private static String nameOf(Join join, Seat seat) {
    try {
      return PersonName.of(join.name()).text();
    } catch (Refusal noName) {
      return seat.name();
    }
  }

  private Joined greeting(
      Peer peer,
      RoomName name,
      List<Peer> others,
      boolean resumed,
      List<IceServer> servers,
      String address) {
    String token = resumeTokens.sign(new Seat(name.key(), peer.id(), peer.name()));
    return new Joined(peer.id(), name.text(), others, token, resumed, servers, limits, address);
  }
}
