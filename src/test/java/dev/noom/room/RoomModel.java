package dev.noom.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.noom.memory.MemoryBudget;
import dev.noom.protocol.ErrorCode;
import dev.noom.protocol.IceCandidate;
import dev.noom.protocol.Limits;
import dev.noom.protocol.RawJson;
import dev.noom.protocol.Refusal;
import dev.noom.protocol.SignalMessage.Answer;
import dev.noom.protocol.SignalMessage.Ice;
import dev.noom.protocol.SignalMessage.Offer;
import dev.noom.protocol.SignalMessage.Relayed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The truth about one room, kept as simply as it can be, beside the server's view of it; after each
 * step the two are compared.
 */
final class RoomModel {
  /** What the sequences are meant to reach. */
  enum Reached {
    TWO_SOCKETS_WITH_ONE_TOKEN,
    LET_IN_TWICE,
    CLOSE_AFTER_RESUME,
    KEPT,
    OVERFLOW,
    TOO_LATE,
    FOUND_BY_THE_SWEEP,
    FULL,
    GIVEN_UP,
    LEFT,
    LEFT_WHILE_AWAY,
    OLDER_LEFT_WHILE_AWAY,
    RESTART,
    REBUILT
  }

  /** Somebody's place; nobody on the line means that they are away. */
  private static final class Place {
    Line line;

    /** Who was on the line before they went away. */
    Line lost;

    Stay stay;
    long until;
    final List<Relayed> kept = new ArrayList<>();

    /** When it was taken. */
    final long since;

    Place(Line line, long since) {
      this.line = line;
      this.since = since;
    }

    boolean isAway() {
      return line == null;
    }

    long keptSize() {
      return kept.stream().mapToLong(message -> message.size() + 256).sum();
    }
  }

  private static final int CAPACITY = 4;
  private static final int PEOPLE = 6;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int WINDOW = 60;
  private static final String LARGE = "x".repeat(Mailbox.MAX_KEPT / 2);

  final EnumSet<Reached> reached = EnumSet.noneOf(Reached.class);
  final List<String> story = new ArrayList<>();

  private final Random random;
  private final RoomName name;
  private final AtomicLong now = new AtomicLong();
  private MemoryBudget memory;
  private RoomService server = newServer();

  private final Map<String, Place> truth = new LinkedHashMap<>();

  /** Everybody who ever was in the room, and so has a token. */
  private final Set<String> tokens = new LinkedHashSet<>();

  /** The sockets of this life of the server. */
  private final List<Line> lines = new ArrayList<>();

  /** Closed sockets of which the server has not heard yet, and may hear twice. */
  private final List<Line> closing = new ArrayList<>();

  private int messages;

  RoomModel(Random random) throws Refusal {
    this.random = random;
    name = RoomName.of("standup");
  }

  void step() {
    switch (random.nextInt(17)) {
      case 0, 1 -> arrive();
      case 2, 3, 4 -> resume(pick(List.copyOf(tokens)));
      case 5, 6, 7 -> cut(pick(lines));
      case 8, 9 -> closeIsNoticed();
      case 10 -> leave(pick(lines));
      case 11, 12, 13 -> say(pick(lines));
      case 14 -> wait(random.nextInt(40));
      case 15 -> arriveAgain(pick(List.copyOf(tokens)));
      default -> {
        if (random.nextInt(8) == 0) {
          restart();
        }
      }
    }
    compare();
  }

  /** All closes are heard of, some people come back, and the others' time passes. */
  void settle() {
    for (Line line : lines) {
      line.connected &= line.open;
    }
    while (!closing.isEmpty()) {
      closeIsNoticed();
    }
    wait(0);
    for (String id : List.copyOf(tokens)) {
      Place place = truth.get(id);
      if (random.nextBoolean() && (place == null || place.isAway())) {
        resume(id);
      }
    }
    wait(WINDOW);
    compare();
    for (Map.Entry<String, Place> entry : truth.entrySet()) {
      Line line = entry.getValue().line;
      assertEquals(others(entry.getKey()), line.roster, "the roster of " + entry.getKey());
    }
  }

  /** Everybody leaves. */
  void empty() {
    for (Place place : List.copyOf(truth.values())) {
      leave(place.line);
    }
    compare();
    assertEquals(0, server.roomCount());
  }

  private void arrive() {
    if (tokens.size() == PEOPLE) {
      return;
    }
    Line line = new Line("p" + tokens.size());
    tell("arrives", line);
    if (enter(line, false)) {
      tokens.add(line.peer().id());
      truth.put(line.peer().id(), new Place(line, now.get()));
    }
  }

  /**
   * Another socket of somebody who does not know that they have been let in: they are called again.
   */
  private void arriveAgain(String id) {
    if (id == null) {
      return;
    }
    Line line = new Line(id);
    tell("arrives again", line);
    if (others(id).size() < CAPACITY) {
      truth.values().stream()
          .filter(place -> !place.isAway())
          .forEach(place -> place.line.roster.remove(id));
    }
    if (!enter(line, false)) {
      return;
    }
    Place place = truth.get(id);
    if (truth.put(id, new Place(line, place == null ? now.get() : place.since)) != null) {
      reached.add(Reached.LET_IN_TWICE);
    }
    assertEquals(List.of(), line.heard, "what was meant for an older connection of " + id);
    assertEquals(others(id), line.roster, "the roster of " + id);
  }

  /** Another socket with the token of somebody, whatever has become of the sockets before. */
  private void resume(String id) {
    if (id == null) {
      return;
    }
    Line line = new Line(id);
    tell("resumes", line);
    if (!enter(line, true)) {
      return;
    }
    Place before = truth.get(id);
    truth.put(id, new Place(line, before == null ? now.get() - Stay.ESTABLISHED : before.since));
    List<Relayed> kept = new ArrayList<>();
    if (before == null) {
      reached.add(Reached.REBUILT);
    } else if (before.isAway()) {
      kept.addAll(before.kept);
      kept.removeIf(message -> !truth.containsKey(message.from()));
    } else if (before.line.connected) {
      reached.add(Reached.TWO_SOCKETS_WITH_ONE_TOKEN);
    }
    if (!kept.isEmpty()) {
      reached.add(Reached.KEPT);
    }
    assertEquals(kept, line.heard, "what was kept for " + id);
    assertEquals(others(id), line.roster, "the roster of " + id);
  }

  private boolean enter(Line line, boolean resumed) {
    if (others(line.peer().id()).size() >= CAPACITY) {
      giveUpFor(line.peer().id());
    }
    boolean full = others(line.peer().id()).size() >= CAPACITY;
    try {
      line.room = resumed ? server.resume(name, line) : server.join(name, line);
      assertEquals(false, full, "there is no space for " + line.peer().id());
      lines.add(line);
      return true;
    } catch (Refusal refusal) {
      assertEquals(ErrorCode.ROOM_FULL, refusal.code());
      assertEquals(true, full, "there is space for " + line.peer().id());
      reached.add(Reached.FULL);
      return false;
    }
  }

  /** Who is here comes before who is away: of them, the one who was lost first. */
  private void giveUpFor(String arriving) {
    Set<String> others = others(arriving);
    others.removeIf(id -> !truth.get(id).isAway() || !truth.get(id).stay.yields(now.get()));
    others.stream()
        .min(Comparator.comparing(id -> truth.get(id).stay.lost()))
        .ifPresent(
            id -> {
              truth.remove(id);
              reached.add(Reached.GIVEN_UP);
            });
  }

  /** The far end is gone. The server hears of it later, or twice, or has to find out. */
  private void cut(Line line) {
    if (line == null || !line.open) {
      return;
    }
    tell("is cut", line);
    line.open = false;
    int times = random.nextInt(3);
    line.connected = times > 0 && random.nextBoolean();
    for (int i = 0; i < times; i++) {
      closing.add(line);
    }
  }

  private void closeIsNoticed() {
    Line line = pick(closing);
    if (line == null) {
      return;
    }
    tell("is noticed to be cut", line);
    closing.remove(line);
    server.detach(line.room, line);
    goAway(line);
  }

  private void goAway(Line line) {
    Place place = truth.get(line.peer().id());
    if (place == null || place.line != line) {
      reached.add(Reached.CLOSE_AFTER_RESUME);
      return;
    }
    place.lost = line;
    place.line = null;
    place.stay = new Stay(place.since, now.get());
    place.until = place.stay.keptUntil(now.get() + WINDOW * SECOND);
  }

  private void leave(Line line) {
    if (line == null) {
      return;
    }
    tell("leaves", line);
    server.leave(line.room, line);
    line.open = false;
    Place place = truth.get(line.peer().id());
    if (place == null) {
      return;
    }
    if (place.line == line || place.lost == line && place.isAway()) {
      truth.remove(line.peer().id());
      reached.add(place.isAway() ? Reached.LEFT_WHILE_AWAY : Reached.LEFT);
    } else if (place.isAway()) {
      reached.add(Reached.OLDER_LEFT_WHILE_AWAY);
    }
  }

  private void say(Line line) {
    String to = pick(List.copyOf(tokens));
    if (line == null || !line.open) {
      return;
    }
    String from = line.peer().id();
    int number = messages++;
    boolean large = random.nextInt(6) == 0;
    String text = number + (large ? LARGE : "");
    Relayed message =
        switch (random.nextInt(3)) {
          case 0 -> new Offer(null, to, RawJson.of(text));
          case 1 -> new Answer(null, to, RawJson.of(text));
          default -> new Ice(null, to, candidates(number, large));
        };
    tell("sends " + kind(message) + " " + number + " to " + to, line);
    boolean here = truth.containsKey(from) && truth.get(from).line == line;
    boolean there = truth.containsKey(to) && !to.equals(from);
    ErrorCode expected = here ? there ? null : ErrorCode.NO_SUCH_PEER : ErrorCode.NOT_JOINED;
    ErrorCode actual = null;
    try {
      line.room.relay(line, message);
    } catch (Refusal refusal) {
      actual = refusal.code();
    }
    assertEquals(expected, actual);
    if (here && there) {
      arrives(truth.get(to), to, message.from(from));
    }
  }

  /** A candidate has a maximum length, so a large message has many of them. */
  private static List<IceCandidate> candidates(int number, boolean large) {
    String candidate = number + (large ? "x".repeat(1_000) : "");
    return Collections.nCopies(large ? 250 : 1, new IceCandidate(candidate, null, null, null));
  }

  private void arrives(Place place, String to, Relayed message) {
    if (!place.isAway()) {
      if (place.line.open) {
        assertEquals(message, place.line.heard.get(place.line.heard.size() - 1));
      }
      return;
    }
    if (message instanceof Offer) {
      place.kept.removeIf(
          older -> older.from().equals(message.from()) && !(older instanceof Answer));
    }
    place.kept.add(message);
    if (place.keptSize() > Mailbox.MAX_KEPT) {
      reached.add(Reached.OVERFLOW);
      truth.remove(to);
    }
  }

  private void wait(int seconds) {
    story.add(seconds + " s pass");
    now.addAndGet(seconds * SECOND);
    server.sweep();
    for (Map.Entry<String, Place> entry : List.copyOf(truth.entrySet())) {
      Place place = entry.getValue();
      if (place.isAway() && place.until <= now.get()) {
        truth.remove(entry.getKey());
        reached.add(Reached.TOO_LATE);
      } else if (!place.isAway() && !place.line.connected) {
        goAway(place.line);
        reached.add(Reached.FOUND_BY_THE_SWEEP);
      }
    }
  }

  /** Killed, and started again with the same key: all it knew is gone, and every socket. */
  private void restart() {
    story.add("the server is killed");
    server = newServer();
    truth.clear();
    lines.forEach(line -> line.open = false);
    lines.clear();
    closing.clear();
    reached.add(Reached.RESTART);
  }

  private void compare() {
    assertEquals(truth.size(), server.participantCount());
    assertEquals(
        truth.values().stream().filter(Place::isAway).mapToLong(Place::keptSize).sum(),
        memory.held());
    for (Map.Entry<String, Place> entry : truth.entrySet()) {
      Line line = entry.getValue().line;
      if (line != null && line.open) {
        assertEquals(others(entry.getKey()), line.roster, "the roster of " + entry.getKey());
      }
    }
  }

  private Set<String> others(String id) {
    Set<String> others = new LinkedHashSet<>(truth.keySet());
    others.remove(id);
    return others;
  }

  private static String kind(Relayed message) {
    return message instanceof Offer ? "offer" : message instanceof Ice ? "ice" : "answer";
  }

  private RoomService newServer() {
    memory = new MemoryBudget(1 << 30);
    return new RoomService(
        new Limits(65_536, CAPACITY, WINDOW), new Capacity(100, 100, 0, 0, 120), memory, now::get);
  }

  private <T> T pick(List<T> from) {
    return from.isEmpty() ? null : from.get(random.nextInt(from.size()));
  }

  private void tell(String what, Line line) {
    story.add(line.peer().id() + "#" + Math.max(lines.indexOf(line), -1) + " " + what);
  }
}
