package dev.noom.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.memory.MemoryBudget;
import dev.noom.protocol.ErrorCode;
import dev.noom.protocol.Limits;
import dev.noom.protocol.Peer;
import dev.noom.protocol.RawJson;
import dev.noom.protocol.Refusal;
import dev.noom.protocol.SignalMessage;
import dev.noom.protocol.SignalMessage.Answer;
import dev.noom.protocol.SignalMessage.Bye;
import dev.noom.protocol.SignalMessage.Left;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RoomServiceTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 30 * SECOND);
  private final RoomService rooms = withCapacity(new Capacity(2_000, 2_000, 0, 0, 120));

  @Test
  void one_name_is_one_room_in_any_case_and_composition() throws Exception {
    Room room = rooms.join(RoomName.of("Caf\u00e9"), new Recorder("ada"));
    assertSame(room, rooms.join(RoomName.of("CAFE\u0301"), new Recorder("bob")));
    assertEquals("Caf\u00e9", room.name().text());
    assertNotSame(room, rooms.join(RoomName.of("Cafe"), new Recorder("eve")));
  }

  @Test
  void a_room_ends_with_its_last_participant() throws Exception {
    Recorder ada = new Recorder("ada");
    Room room = rooms.join(RoomName.of("standup"), ada);
    rooms.leave(room, ada);
    rooms.leave(room, ada);
    assertEquals(0, rooms.roomCount());
    assertNotSame(room, rooms.join(RoomName.of("standup"), ada));
  }

  @Test
  void a_place_is_kept_for_as_long_as_the_limits_say_and_then_nothing_is_left() throws Exception {
    RoomName name = RoomName.of("standup");
    Recorder ada = new Recorder("ada");
    Room room = rooms.join(name, ada);
    now.addAndGet(Stay.ESTABLISHED);
    rooms.detach(room, ada);
    now.addAndGet(59 * SECOND);
    rooms.sweep();
    assertEquals(1, rooms.participantCount());
    assertSame(room, rooms.resume(name, new Recorder("ada")));
    rooms.sweep();
    assertEquals(1, rooms.roomCount());
    Recorder bob = new Recorder("bob");
    rooms.join(name, bob);
    now.addAndGet(Stay.ESTABLISHED);
    rooms.detach(room, bob);
    now.addAndGet(60 * SECOND);
    rooms.sweep();
    assertEquals(1, rooms.participantCount());
    rooms.leave(room, new Recorder("nobody"));
    assertEquals(1, rooms.participantCount());
  }

  @Test
  void a_room_of_people_who_do_not_come_back_is_gone() throws Exception {
    Recorder ada = new Recorder("ada");
    Recorder bob = new Recorder("bob");
    Room room = rooms.join(RoomName.of("standup"), ada);
    rooms.join(RoomName.of("standup"), bob);
    rooms.detach(room, ada);
    bob.connected = false;
    rooms.sweep();
    assertEquals(2, rooms.participantCount());
    now.addAndGet(60 * SECOND);
    rooms.sweep();
    assertEquals(0, rooms.participantCount());
    assertEquals(0, rooms.roomCount());
  }

  @Test
  void a_token_outlives_the_room() throws Exception {
    RoomName name = RoomName.of("standup");
    Recorder ada = new Recorder("ada");
    rooms.leave(rooms.join(name, ada), ada);
    rooms.resume(name, new Recorder("ada"));
    assertEquals(1, rooms.participantCount());
  }

  @Test
  void a_full_server_takes_nobody_new_and_lets_everybody_return() throws Exception {
    RoomService small = withCapacity(new Capacity(10, 2, 0, 0, 120));
    RoomName name = RoomName.of("standup");
    Recorder ada = new Recorder("ada");
    Room room = small.join(name, ada);
    Recorder bob = new Recorder("bob");
    small.join(name, bob);
    assertRefused(ErrorCode.DRAINING, () -> small.join(name, new Recorder("eve")));
    assertRefused(
        ErrorCode.DRAINING, () -> small.resume(RoomName.of("elsewhere"), new Recorder("eve")));
    assertEquals(1, small.roomCount(), "a room of nobody is left");
    small.detach(room, ada);
    small.resume(name, new Recorder("ada"));
    small.leave(room, bob);
    small.join(RoomName.of("elsewhere"), new Recorder("eve"));
  }

  @Test
  void there_are_so_many_rooms_and_no_more() throws Exception {
    RoomService small = withCapacity(new Capacity(1, 10, 0, 0, 120));
    Recorder ada = new Recorder("ada");
    Room room = small.join(RoomName.of("standup"), ada);
    small.join(RoomName.of("Standup"), new Recorder("bob"));
    assertRefused(
        ErrorCode.DRAINING, () -> small.join(RoomName.of("elsewhere"), new Recorder("eve")));
    small.leave(room, ada);
    assertEquals(1, small.roomCount());
  }

  @Test
  void a_room_whose_first_participant_cannot_be_greeted_is_not_left_behind() throws Exception {
    Participant broken =
        new Connection(new LinkedBlockingQueue<>()) {
          @Override
          public void joined(RoomName room, List<Peer> others) {
            throw new IllegalStateException("no greeting");
          }
        };
    assertThrows(IllegalStateException.class, () -> rooms.join(RoomName.of("standup"), broken));
    assertEquals(0, rooms.roomCount());
    assertEquals(0, rooms.participantCount());
  }

  @Test
  void what_is_kept_for_all_who_are_away_is_bounded_and_given_back() throws Exception {
    // Each has an address of their own: an offer of 4,000 characters fits twice.
    MemoryBudget memory = new MemoryBudget(22_000);
    RoomService small =
        new RoomService(
            new Limits(65_536, 8, 60), new Capacity(10, 10, 0, 0, 120), memory, now::get);
    RoomName name = RoomName.of("standup");
    Recorder ada = new Recorder("ada");
    Room room = small.join(name, ada);
    List<Recorder> others = List.of(new Recorder("bob"), new Recorder("eve"), new Recorder("kim"));
    for (Recorder other : others) {
      small.join(name, other);
      small.detach(room, other);
    }
    ada.heard.clear();
    room.relay(ada, new Answer(null, "bob", RawJson.of("x".repeat(4_000))));
    room.relay(ada, new Answer(null, "eve", RawJson.of("x".repeat(4_000))));
    ada.hearsNothing();
    room.relay(ada, new Answer(null, "kim", RawJson.of("x".repeat(4_000))));
    ada.hears(Left.expired("kim"));
    assertEquals(2 * (4_000 + 2 + 256), memory.held());
    small.resume(name, new Recorder("bob"));
    assertEquals(4_000 + 2 + 256, memory.held());
    now.addAndGet(60 * SECOND);
    small.sweep();
    assertEquals(0, memory.held());
  }

  @Test
  void nobodys_dropping_closes_the_server_for_others() throws Exception {
    RoomService small = withCapacity(new Capacity(100, 10, 0, 0, 120));
    Recorder ada = new Recorder("ada");
    Room standup = small.join(RoomName.of("standup"), ada);
    now.addAndGet(Stay.GRACE);
    small.detach(standup, ada);
    now.addAndGet(SECOND);
    for (int i = 0; i < 50; i++) {
      Recorder ghost = new Recorder("m" + i).from("mallory");
      Room room = small.join(RoomName.of("room " + i), ghost);
      now.addAndGet(2 * SECOND);
      small.detach(room, ghost);
      now.addAndGet(3 * SECOND);
    }
    small.join(RoomName.of("standup"), new Recorder("bob"));
    assertEquals(10, small.participantCount());
    // The crowd gives way before somebody who was lost long before.
    assertEquals(2, standup.size());
  }

  @Test
  void nor_do_rooms_in_which_nobody_is() throws Exception {
    RoomService small = withCapacity(new Capacity(3, 100, 0, 0, 120));
    small.join(RoomName.of("standup"), new Recorder("ada"));
    for (int i = 0; i < 50; i++) {
      Recorder ghost = new Recorder("m" + i);
      small.detach(small.join(RoomName.of("room " + i), ghost), ghost);
    }
    small.join(RoomName.of("lunch"), new Recorder("bob"));
    small.join(RoomName.of("tea"), new Recorder("eve"));
    assertEquals(3, small.roomCount());
    assertRefused(ErrorCode.DRAINING, () -> small.join(RoomName.of("late"), new Recorder("kim")));
  }

  @Test
  void nobody_comes_into_one_room_without_end() throws Exception {
    RoomService paced = withCapacity(new Capacity(100, 100, 120, 16, 120));
    RoomName name = RoomName.of("standup");
    for (int i = 0; i < 16; i++) {
      Recorder eve = new Recorder("eve").from("mallory");
      paced.leave(paced.join(name, eve), eve);
    }
    assertRefused(ErrorCode.TOO_FAST, () -> paced.join(name, new Recorder("e").from("mallory")));
    paced.join(name, new Recorder("ada").from("elsewhere"));
    paced.join(RoomName.of("lunch"), new Recorder("e").from("mallory"));
    now.addAndGet(SECOND);
    paced.join(name, new Recorder("e1").from("mallory"));
    paced.join(name, new Recorder("e2").from("mallory"));
    assertRefused(ErrorCode.TOO_FAST, () -> paced.join(name, new Recorder("e3").from("mallory")));
  }

  private RoomService withCapacity(Capacity capacity) {
    return new RoomService(
        new Limits(65_536, 8, 60), capacity, new MemoryBudget(1 << 30), now::get);
  }

  private static void assertRefused(ErrorCode code, Executable entrance) {
    assertEquals(code, assertThrows(Refusal.class, entrance).code());
  }

  @Test
  void everybody_is_sent_away_and_not_all_at_once() throws Exception {
    List<Recorder> everybody = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      everybody.add(new Recorder("p" + i));
      rooms.join(RoomName.of("room " + i), everybody.get(i));
    }
    rooms.sayGoodbye();
    IntSummaryStatistics waits = new IntSummaryStatistics();
    for (Recorder person : everybody) {
      Bye bye = assertInstanceOf(Bye.class, person.heard.remove());
      assertEquals(new Bye("restart", "resume", bye.after()), bye);
      waits.accept(bye.after());
    }
    assertTrue(waits.getMin() >= 500 && waits.getMax() <= 3_000, waits.toString());
    assertTrue(waits.getMax() - waits.getMin() > 2_000, waits.toString());
  }

  @Test
  void nothing_is_lost_or_overtaken_while_somebody_comes_and_goes() throws Exception {
    RoomName name = RoomName.of("shaky line");
    Recorder ada = new Recorder("ada");
    Room room = rooms.join(name, ada);
    BlockingQueue<SignalMessage> heard = new LinkedBlockingQueue<>();
    Connection bob = new Connection(heard);
    rooms.join(name, bob);
    int messages = 100_000;
    FutureTask<Void> talking =
        new FutureTask<>(
            () -> {
              for (int i = 0; i < messages; i++) {
                while (i - heard.size() > 1_000) {
                  // More would be too much for somebody who is away for as long as a thread may be.
                  Thread.onSpinWait();
                }
                room.relay(ada, new Answer(null, "bob", RawJson.of("" + i)));
              }
              return null;
            });
    new Thread(talking).start();
    int times = 0;
    while (!talking.isDone()) {
      rooms.detach(room, bob);
      bob = new Connection(heard);
      rooms.resume(name, bob);
      times++;
    }
    talking.get();
    for (int i = 0; i < messages; i++) {
      assertEquals(
          new Answer("ada", null, RawJson.of("" + i)), heard.poll(), "after " + times + " returns");
    }
    assertEquals(0, heard.size());
  }

  /** One of several connections of the same person. */
  private static class Connection implements Participant {
    private final BlockingQueue<SignalMessage> heard;

    Connection(BlockingQueue<SignalMessage> heard) {
      this.heard = heard;
    }

    @Override
    public Object address() {
      return peer().id();
    }

    @Override
    public Peer peer() {
      return new Peer("bob", "Bob");
    }

    @Override
    public void joined(RoomName room, List<Peer> others) {}

    @Override
    public void send(SignalMessage message) {
      heard.add(message);
    }

    @Override
    public boolean isConnected() {
      return true;
    }
  }

  @Test
  void coming_and_going_at_the_same_time_leaves_nothing_behind() throws Exception {
    RoomName name = RoomName.of("revolving door");
    ExecutorService people = Executors.newFixedThreadPool(8);
    List<Future<Integer>> all = new ArrayList<>();
    for (int person = 0; person < 8; person++) {
      String id = "p" + person;
      all.add(people.submit(comesAndGoes(name, id, 2_000)));
    }
    for (Future<Integer> one : all) {
      assertEquals(2_000, one.get());
    }
    people.shutdown();
    assertEquals(0, rooms.roomCount());
    assertEquals(0, rooms.participantCount());
  }

  private Callable<Integer> comesAndGoes(RoomName name, String id, int times) {
    return () -> {
      int done = 0;
      for (int i = 0; i < times; i++) {
        Recorder recorder = new Recorder(id);
        Room room = rooms.join(name, recorder);
        assertInRoom(room, recorder);
        rooms.leave(room, recorder);
        done++;
      }
      return done;
    };
  }

  private static void assertInRoom(Room room, Recorder recorder) throws Refusal {
    assertEquals(true, room.participants().contains(recorder));
  }
}
