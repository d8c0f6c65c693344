package dev.noom.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.wire.Address;
import dev.noom.wire.Client;
import dev.noom.wire.Handshake;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many who come and are gone: nobody's dropping or leaving is in the way of those who are here. */
@Tag("attack")
class GhostAttackIT {
  /** Nobody tells when the server has noticed that a connection was reset. */
  private static final Duration NOTICED = Duration.ofSeconds(5);

  @RegisterExtension final Siege siege = new Siege();

  @Test
  void a_room_that_was_filled_by_dropping_has_a_place_at_once() {
    String room = Siege.newRoom();
    for (int i = 0; i < 30; i++) {
      try (Client mallory = siege.enter(room)) {
        mallory.say("{\"type\":\"join\",\"name\":\"Mallory\"}");
        mallory.next();
      }
    }
    try (Client eve = comesIn(siege.target(), room)) {
      leave(eve);
    }
  }

  @Test
  void who_comes_and_goes_without_end_is_told_to_wait_and_others_come_in() {
    String room = Siege.newRoom();
    try (Client bob = siege.enter(room).join("Bob")) {
      int let = 0;
      String code = "";
      for (int i = 0; i < 200 && code.isEmpty(); i++) {
        try (Client mallory = siege.enter(room)) {
          mallory.say("{\"type\":\"join\",\"name\":\"Mallory\"}");
          JsonObject answer = mallory.next();
          if (answer.getString("type").equals("joined")) {
            let++;
            leave(mallory);
            bob.expect("welcome");
            bob.expect("left");
          } else {
            code = answer.getString("code");
          }
        }
      }
      assertEquals("too-fast", code, let + " came in");
      assertTrue(let >= 16, "only " + let + " came in");
      bob.expectNothing();
    }
  }

  /** As soon as the server has noticed that others have dropped. */
  static Client comesIn(Address target, String room) {
    Instant end = Instant.now().plus(NOTICED);
    while (true) {
      Client eve = Handshake.with(target).into(room).open();
      eve.say("{\"type\":\"join\",\"name\":\"Eve\"}");
      JsonObject answer = eve.next();
      if (answer.getString("type").equals("joined")) {
        return eve;
      }
      eve.close();
      assertTrue(Instant.now().isBefore(end), "still " + answer);
    }
  }

  static void leave(Client client) {
    client.say("{\"type\":\"leave\"}");
    client.expectClose();
  }
}
