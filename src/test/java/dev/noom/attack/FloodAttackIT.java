package dev.noom.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.noom.wire.Answer;
import dev.noom.wire.Client;
import dev.noom.wire.Handshake;
import dev.noom.wire.Request;
import dev.noom.wire.Wire;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Too much of something, or too slowly. Everything is bounded here too, to end some time. */
@Tag("attack")
class FloodAttackIT {
  private static final int LAST = 0x80;

  @RegisterExtension final Siege siege = new Siege();

  @Test
  void a_flood_of_messages_is_stopped_and_reaches_nobody_for_long() {
    String room = Siege.newRoom();
    try (Client mallory = siege.enter(room).join("Mallory");
        Client eve = siege.enter(room).join("Eve")) {
      mallory.expect("welcome");
      byte[] offer = text("{\"type\":\"offer\",\"to\":\"" + eve.id() + "\",\"sdp\":\"v=0\"}");
      floods(mallory, offer);
      int carried = 0;
      eve.say("{\"type\":\"are-you-there\"}");
      while (eve.next().getString("type").equals("offer")) {
        carried++;
      }
      // 500 at once and 50 a second by default; an administrator may have allowed some more.
      assertTrue(carried < 5_000, carried + " were carried");
    }
  }

  @Test
  void a_flood_of_nonsense_is_stopped() {
    try (Client mallory = siege.enter(Siege.newRoom()).join("Mallory")) {
      floods(mallory, text("nonsense"));
    }
  }

  @Test
  void a_flood_before_the_join_is_stopped() {
    try (Client mallory = siege.enter(siege.room())) {
      floods(mallory, text("{\"type\":\"join\",\"name\":\"\"}"));
    }
    siege.ada().expectNothing();
  }

  @Test
  void a_flood_of_tokens_is_stopped_before_one_is_guessed() {
    try (Client mallory = siege.enter(siege.room())) {
      floods(mallory, text("{\"type\":\"join\",\"resume\":\"a.b\"}"));
    }
    siege.ada().expectNothing();
  }

  /** Reading between the pieces, or both sides would wait for the other to read. */
  private static void floods(Client mallory, byte[] frame) {
    ByteArrayOutputStream hundred = new ByteArrayOutputStream();
    for (int i = 0; i < 100; i++) {
      hundred.writeBytes(frame);
    }
    byte[] piece = hundred.toByteArray();
    Thread writer =
        new Thread(
            () -> {
              int pieces = 0;
              while (pieces < 1_000 && mallory.accepts(piece)) {
                pieces++;
              }
            });
    writer.start();
    List<String> codes = new ArrayList<>();
    Client.Frame frameOfServer = mallory.nextFrame();
    while (frameOfServer.opcode() == Client.TEXT) {
      String said = frameOfServer.text();
      if (said.contains("too-fast")) {
        codes.add(said.contains("\"bye\"") ? "bye" : "error");
      }
      frameOfServer = mallory.nextFrame();
    }
    assertEquals(4429, frameOfServer.closeCode());
    assertEquals(List.of("error", "bye"), codes);
    mallory.close();
    try {
      writer.join(Wire.PATIENCE.toMillis());
    } catch (InterruptedException e) {
      fail(e);
    }
  }

  /**
   * The container answers pings by itself. These are the cheapest there are, 6 bytes each, and what
   * a container keeps for one is fifty times as much: 24 MB of them would use up a heap.
   */
  @Test
  @Tag("remedy")
  void pings_whose_answers_nobody_reads_end_it() {
    ByteArrayOutputStream pings = new ByteArrayOutputStream();
    for (int i = 0; i < 10_000; i++) {
      pings.writeBytes(Client.frameBytes(LAST | Client.PING, new byte[0]));
    }
    List<Client> flooders = new ArrayList<>();
    // More than the smallest pool has threads.
    for (int i = 0; i < 8; i++) {
      flooders.add(siege.enter(Siege.newRoom()).join("Mallory"));
    }
    AtomicInteger taken = new AtomicInteger();
    List<Thread> writers =
        flooders.stream()
            .map(each -> new Thread(() -> taken.addAndGet(writes(each, pings.toByteArray(), 400))))
            .toList();
    writers.forEach(Thread::start);
    for (int i = 0; i < 20; i++) {
      talk();
    }
    // The server hangs up, or takes no more: then the writers wait until we hang up.
    allow(writers, Duration.ofSeconds(10));
    if (taken.get() == 8 * 400) {
      // What it has taken it has not answered.
      flooders.forEach(each -> assertEquals(4429, each.expectClose()));
    }
    flooders.forEach(Client::close);
    joinAll(writers);
    talk();
  }

  @Test
  void whoever_pings_and_reads_is_answered() {
    try (Client eve = siege.enter(Siege.newRoom()).join("Eve")) {
      // Each counts like a message: 500 at once.
      for (int i = 0; i < 4; i++) {
        byte[] ping = ("ping " + i).getBytes(StandardCharsets.UTF_8);
        for (int times = 0; times < 100; times++) {
          eve.frame(LAST | Client.PING, ping);
        }
        for (int times = 0; times < 100; times++) {
          assertArrayEquals(ping, eve.expectPong());
        }
      }
      eve.expectNothing();
    }
  }

  @Test
  void readers_that_stall_hold_up_nobody() {
    String room = Siege.newRoom();
    try (Client mallory = siege.enter(room).join("Mallory")) {
      List<Client> stalled = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        stalled.add(siege.enter(room).join("Stalled"));
        mallory.expect("welcome");
      }
      byte[] offer = text("{\"type\":\"offer\",\"sdp\":\"" + "x".repeat(60_000) + "\"}");
      for (int i = 0; i < 30; i++) {
        mallory.bytes(offer);
        talk();
      }
      stalled.forEach(Client::close);
    }
  }

  /** A client that talks to itself: each error is an answer nobody reads. */
  @Test
  void errors_that_nobody_reads_are_not_kept_for_ever() {
    try (Client mallory = siege.enter(Siege.newRoom()).join("Mallory")) {
      byte[] nonsense = text("nonsense");
      ByteArrayOutputStream many = new ByteArrayOutputStream();
      for (int i = 0; i < 1_000; i++) {
        many.writeBytes(nonsense);
      }
      Thread writer = new Thread(() -> writes(mallory, many.toByteArray(), 100));
      writer.start();
      for (int i = 0; i < 20; i++) {
        talk();
      }
      mallory.expectClose();
      joinAll(List.of(writer));
    }
  }

  @Test
  void one_address_gets_so_many_connections_and_no_more() {
    List<Client> open = new ArrayList<>();
    Answer answer = fill(open, 20_000);
    assertEquals(429, answer.status(), "after " + open.size());
    assertTrue(Integer.parseInt(answer.header("Retry-After").orElseThrow()) > 0);
    talk();
    open.forEach(Client::close);
    // Nobody announces when the server has noticed.
    Instant end = Instant.now().plus(Wire.PATIENCE);
    while (Handshake.with(siege.target()).answer().status() != 101) {
      assertTrue(Instant.now().isBefore(end), "the address is not let in again");
    }
  }

  /** People who stay, and who are there whenever they are asked: however slow the server is. */
  private Answer fill(List<Client> open, int most) {
    String room = Siege.newRoom();
    while (open.size() < most) {
      Wire wire = siege.target().connect();
      Answer answer = Handshake.with(siege.target()).into(room).ask(wire);
      Client next = new Client(wire);
      if (answer.status() != 101) {
        next.close();
        return answer;
      }
      open.add(next.join("Mallory"));
      if (open.size() % 4 == 0) {
        room = Siege.newRoom();
      }
      if (open.size() % 100 == 0) {
        open.forEach(each -> each.frame(LAST | Client.PONG, new byte[0]));
        talk();
      }
    }
    return fail(most + " connections of one address are open");
  }

  @Test
  void whoever_does_not_join_is_sent_away() {
    try (Client mallory = siege.enter(siege.room())) {
      long start = System.nanoTime();
      assertEquals(4401, mallory.expectClose());
      assertTrue(System.nanoTime() - start > 500_000_000L);
    }
    siege.ada().expectNothing();
  }

  @Test
  void requests_that_never_end_hold_up_nobody() throws IOException {
    List<Wire> slow = new ArrayList<>();
    for (String beginning :
        List.of(
            "",
            "G",
            "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ",
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\nx",
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffff\r\nx",
            "GET /signal/x HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n")) {
      for (int i = 0; i < 40; i++) {
        Wire wire = siege.target().connect();
        wire.send(beginning);
        slow.add(wire);
      }
    }
    for (int round = 0; round < 5; round++) {
      for (Wire each : slow) {
        drips(each);
      }
      assertEquals(200, Request.of(siege.target()).answer().status());
      talk();
    }
    slow.forEach(Wire::close);
  }

  private static void drips(Wire wire) {
    try {
      wire.send("x");
    } catch (IOException hungUp) {
      // The server does not listen to it any more, which is its right.
      return;
    }
  }

  @Test
  void answers_that_nobody_reads_hold_up_nobody() throws IOException {
    List<Wire> wires = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Wire wire = siege.target().connect();
      // 50 pages one after another on one connection: more than the buffers of a system take.
      for (int page = 0; page < 50; page++) {
        Request.of(siege.target()).send(wire);
      }
      wires.add(wire);
    }
    for (int i = 0; i < 5; i++) {
      assertEquals(200, Request.of(siege.target()).answer().status());
      talk();
    }
    wires.forEach(Wire::close);
  }

  @Test
  void closing_in_every_order_leaves_nobody_behind() {
    String room = Siege.newRoom();
    try (Client mallory = siege.enter(room).join("Mallory")) {
      byte[] leave = text("{\"type\":\"leave\"}");
      byte[] close = Client.frameBytes(LAST | Client.CLOSE, new byte[] {3, (byte) 0xe8});
      List<List<byte[]>> endings =
          List.of(
              List.of(leave),
              List.of(leave, leave),
              List.of(leave, close),
              List.of(leave, close, leave),
              List.of(leave, text("{\"type\":\"join\",\"name\":\"Again\"}")),
              List.of(leave, text("nonsense"), close, close));
      for (int round = 0; round < 5; round++) {
        for (List<byte[]> ending : endings) {
          Client eve = siege.enter(room).join("Eve");
          mallory.expect("welcome");
          ByteArrayOutputStream all = new ByteArrayOutputStream();
          ending.forEach(all::writeBytes);
          eve.bytes(all.toByteArray());
          assertEquals(eve.id(), mallory.expect("left").getString("peer"));
          eve.expectClose();
          eve.close();
        }
      }
      try (Client last = siege.enter(room)) {
        last.say("{\"type\":\"join\",\"name\":\"Last\"}");
        JsonObject joined = last.expect("joined");
        assertEquals(1, joined.getJsonArray("peers").size(), joined.toString());
        mallory.expect("welcome");
      }
    }
  }

  @Test
  void a_room_takes_no_more_than_it_holds() {
    String room = Siege.newRoom();
    List<Client> crowd = new ArrayList<>();
    JsonObject answer = null;
    for (int i = 0; i <= 100 && (answer == null || isIn(answer)); i++) {
      Client next = siege.enter(room);
      crowd.add(next);
      next.say("{\"type\":\"join\",\"name\":\"" + i + "\"}");
      answer = next.next();
    }
    assertFalse(isIn(answer), "more than 100 people are in one room");
    assertEquals("room-full", answer.getString("code"));
    crowd.forEach(each -> each.say("{\"type\":\"leave\"}"));
    crowd.forEach(Client::close);
  }

  private static boolean isIn(JsonObject answer) {
    return answer.getString("type").equals("joined");
  }

  private void talk() {
    String sdp = "v=0 " + System.nanoTime();
    long start = System.nanoTime();
    siege.ada().offers(siege.bob(), sdp);
    assertEquals(sdp, siege.bob().expect("offer").getString("sdp"));
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    // Far beyond what anybody would bear; docs/performance.md has the real figures.
    assertTrue(took.compareTo(Duration.ofSeconds(5)) < 0, "it took " + took);
  }

  private static int writes(Client client, byte[] bytes, int times) {
    int written = 0;
    while (written < times && client.accepts(bytes)) {
      written++;
    }
    return written;
  }

  /** Time to end by themselves. */
  private static void allow(List<Thread> threads, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (Thread thread : threads) {
      try {
        thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
      } catch (InterruptedException e) {
        fail(e);
      }
    }
  }

  private static void joinAll(List<Thread> threads) {
    for (Thread thread : threads) {
      try {
        thread.join(Wire.PATIENCE.toMillis());
      } catch (InterruptedException e) {
        fail(e);
      }
      assertFalse(thread.isAlive(), "it still writes");
    }
  }

  private static byte[] text(String message) {
    return Client.frameBytes(LAST | Client.TEXT, message.getBytes(StandardCharsets.UTF_8));
  }
}
