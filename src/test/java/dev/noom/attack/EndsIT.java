package dev.noom.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.noom.wire.Client;
import dev.noom.wire.Handshake;
import dev.noom.wire.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Clients that the server closes and that answer in that moment. Payara alone takes the answer for
 * a new request, and writes what comes of it on the next best connection: one in a thousand
 * newcomers heard nothing, or what was meant for somebody else. See
 * payara/websocket/decisions/0017-the-end-of-a-websocket.md.
 */
class EndsIT {
  private static final int THREADS = 4;
  private static final int ROUNDS = 600;
  private static final byte[] NORMAL = ByteBuffer.allocate(2).putShort((short) 1000).array();

  private static Target target;

  @BeforeAll
  static void a_server_that_lets_everybody_connect() {
    target = Target.own("-Dnoom.address.handshakes=0");
  }

  @AfterAll
  static void its_end() {
    target.close();
  }

  @Test
  void an_answer_to_a_close_disturbs_nobody_else() throws Exception {
    severalAtATime(EndsIT::endsAgainAndAgain, "NullPointerException");
  }

  /**
   * As somebody who looks in: they load the page, connect and go in the same moment. Payara alone
   * gives their request to the next one while its thread is still busy with it: one in a hundred
   * then had a handshake answered, and never heard anything again.
   */
  @Test
  void whoever_ends_as_soon_as_he_has_come_disturbs_nobody_else() throws Exception {
    severalAtATime(EndsIT::looksInAgainAndAgain, "IllegalStateException");
  }

  private interface Work {
    void once() throws IOException;
  }

  /**
   * @param complaint of which the log must know nothing
   */
  private static void severalAtATime(Work work, String complaint) throws Exception {
    int logged = target.log().orElseThrow().length();
    Callable<Void> once =
        () -> {
          work.once();
          return null;
        };
    doAll(THREADS, Collections.nCopies(THREADS, once));
    String log = target.log().orElseThrow().substring(logged);
    assertFalse(log.contains(complaint), log);
  }

  private static void doAll(int threads, List<Callable<Void>> work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (Future<Void> each : pool.invokeAll(work)) {
        each.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static void looksInAgainAndAgain() throws IOException {
    for (int i = 0; i < ROUNDS; i++) {
      assertEquals(200, Request.of(target.address()).answer().status());
      try (Client client = Handshake.with(target.address()).open()) {
        client.frame(0x80 | Client.CLOSE, NORMAL);
        assertEquals(1000, client.expectClose());
        assertEquals(-1, client.wire().in().read());
      }
    }
  }

  /** As when somebody's network fails in the moment in which they are told of a newcomer. */
  @Test
  void whoever_drops_while_he_is_written_to_disturbs_nobody_else() throws Exception {
    List<Callable<Void>> drops = new ArrayList<>();
    for (int i = 0; i < 2 * THREADS * ROUNDS; i++) {
      String room = "drop " + i / 2;
      drops.add(() -> drops(room));
    }
    doAll(2 * THREADS, drops);
  }

  private static Void drops(String room) {
    // Reset, at once.
    enters(room, "Somebody").close();
    return null;
  }

  @Test
  void whoever_is_closed_and_does_not_answer_is_cut_off() throws IOException {
    try (Client mallory = enters(Siege.newRoom(), "Mallory")) {
      mallory.say("{\"type\":\"leave\"}");
      assertEquals(1000, mallory.expectClose());
      // After ten seconds; the wire's patience is twice that.
      assertEquals(-1, mallory.wire().in().read());
    }
  }

  private static void endsAgainAndAgain() {
    for (int i = 0; i < ROUNDS; i++) {
      String room = Siege.newRoom();
      try (Client eve = enters(room, "Eve");
          Client mallory = enters(room, "Mallory");
          Client again = Handshake.with(target.address()).into(room).open()) {
        assertEquals(mallory.id(), eve.expect("welcome").getJsonObject("peer").getString("id"));
        again.resumes(mallory.token());
        assertEquals(room, again.expect("joined").getString("room"));
        assertEquals("replaced", mallory.expect("bye").getString("reason"));
        assertEquals(1000, mallory.expectClose());
        mallory.frame(0x80 | Client.CLOSE, NORMAL);
        eve.expect("returned");
        again.say("{\"type\":\"leave\"}");
        eve.expect("left");
        eve.say("{\"type\":\"leave\"}");
      }
    }
  }

  private static Client enters(String room, String name) {
    Client client = Handshake.with(target.address()).into(room).open().join(name);
    assertEquals(room, client.joined().getString("room"));
    return client;
  }
}
