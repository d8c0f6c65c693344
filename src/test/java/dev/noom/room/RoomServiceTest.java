package dev.noom.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.noom.protocol.Limits;
import dev.noom.protocol.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RoomServiceTest {
  private final RoomService rooms = new RoomService(new Limits(65_536, 8));

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
    assertEquals(true, room.peers().contains(recorder.peer()));
  }
}
