package dev.noom.signaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.Deployments;
import dev.noom.wire.Address;
import dev.noom.wire.Client;
import dev.noom.wire.Handshake;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What one connection may do and how long, on Payara Micro, with bounds that are soon reached. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class BoundsIT {
  private static final AtomicInteger ROOMS = new AtomicInteger();
  private static final int LAST = 0x80;

  @ArquillianResource private URL url;

  private URI base;
  private final String room = "bounds " + ROOMS.incrementAndGet();

  @Deployment(testable = false)
  static WebArchive war() {
    return Deployments.war(
        "noom.ping.seconds=1",
        "noom.ping.patience.seconds=2",
        "noom.join.seconds=2",
        "noom.resume.seconds=1",
        "noom.rate.messages=10",
        "noom.rate.messages.burst=100",
        "noom.rate.kilobytes.burst=8192");
  }

  @BeforeEach
  void address() throws URISyntaxException {
    base = url.toURI();
  }

  private Client raw() {
    return Handshake.with(new Address(base)).into(room).open();
  }

  @Test
  void whoever_answers_no_ping_is_gone_and_whoever_does_stays() {
    try (SignalClient ada = SignalClient.open(base, room).join("Ada");
        Client dead = raw().ignoringPings().join("Bob")) {
      ada.expect("welcome");
      dead.expectPing();
      assertEquals(4408, dead.expectClose());
      ada.expect("left");
      ada.expectNothing();
    }
  }

  @Test
  void the_dead_may_have_much_waiting_for_them_and_hold_up_nobody() {
    try (SignalClient ada = SignalClient.open(base, room).join("Ada");
        Client dead = raw().ignoringPings().join("Bob")) {
      ada.expect("welcome");
      // 4 MB: what the system's buffers take, and some more.
      for (int i = 0; i < 70; i++) {
        ada.say(Json.createObjectBuilder().add("type", "offer").add("sdp", "x".repeat(60_000)));
      }
      ada.expect("left");
      try (SignalClient eve = SignalClient.open(base, room)) {
        assertEquals(4401, eve.expectClose());
      }
      assertEquals(Client.TEXT, dead.nextFrame().opcode());
    }
  }

  @Test
  void whoever_is_too_fast_is_told_so_once_and_nobody_else_notices() {
    try (SignalClient ada = SignalClient.open(base, room).join("Ada");
        SignalClient bob = SignalClient.open(base, room).join("Bob")) {
      ada.expect("welcome");
      for (int i = 0; i < 150; i++) {
        ada.offers(bob, "v=0 " + i);
      }
      ada.expectError("too-fast");
      for (int i = 0; i < 99; i++) {
        assertEquals("v=0 " + i, bob.expect("offer").getString("sdp"));
      }
      // A slow test is granted a few more.
      int more = bob.everythingHeard().size();
      assertTrue(more < 50, more + " more were carried");
    }
  }

  @Test
  void whoever_goes_on_is_asked_to_come_back_later_and_keeps_his_place() {
    try (SignalClient ada = SignalClient.open(base, room).join("Ada");
        SignalClient bob = SignalClient.open(base, room).join("Bob")) {
      ada.expect("welcome");
      for (int i = 0; i < 400; i++) {
        ada.sayText("{\"type\":\"leave you alone\"}");
      }
      JsonObject said = ada.next();
      while (said.getString("code", "").equals("unknown-type")) {
        said = ada.next();
      }
      assertEquals("too-fast", said.getString("code"));
      JsonObject bye = ada.expect("bye");
      assertEquals("too-fast", bye.getString("reason"));
      assertEquals("resume", bye.getString("action"));
      assertTrue(bye.getInt("after") >= 5_000, bye.toString());
      ada.offers(bob, "v=0");
      assertEquals(4429, ada.expectClose());
      try (SignalClient again = SignalClient.open(base, room).resume(ada)) {
        assertEquals(List.of(returned(again)), bob.everythingHeard());
      }
    }
  }

  @Test
  void a_message_that_never_ends_is_cut_off() {
    try (Client eve = raw().join("Eve")) {
      byte[] part = new byte[16_384];
      Arrays.fill(part, (byte) ' ');
      assertClosedWhile(eve, i -> eve.frame(i == 0 ? Client.TEXT : Client.CONTINUATION, part));
    }
  }

  @Test
  void a_frame_that_is_longer_than_any_message_is_not_waited_for() {
    try (Client eve = raw().join("Eve")) {
      byte[] begin = {(byte) 0x81, (byte) 0xff, 0, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0};
      eve.bytes(begin);
      assertClosedWhile(eve, i -> eve.bytes(new byte[16_384]));
    }
  }

  /** Half a megabyte is more than anything of ours may hold. */
  private static void assertClosedWhile(Client client, IntConsumer says) {
    IntStream.range(0, 32).forEach(says);
    int code = client.expectClose();
    assertTrue(code == 1009 || code == 1011 || code == 1006, "closed with " + code);
  }

  @Test
  void binary_frames_are_refused_like_any_nonsense() {
    try (Client eve = raw().join("Eve")) {
      eve.frame(LAST | Client.BINARY, new byte[100]);
      eve.expectError("bad-message");
      eve.frame(Client.BINARY, new byte[100]);
      eve.frame(LAST | Client.CONTINUATION, new byte[100]);
      eve.expectError("bad-message");
    }
  }

  @Test
  void pongs_that_nobody_asked_for_are_messages_too() {
    try (Client eve = raw().join("Eve")) {
      for (int i = 0; i < 400; i++) {
        eve.frame(LAST | Client.PONG, new byte[0]);
      }
      assertEquals(4429, eve.expectClose());
    }
  }

  @Test
  void pings_are_messages_too() {
    try (Client eve = raw().join("Eve")) {
      for (int i = 0; i < 400; i++) {
        eve.frame(LAST | Client.PING, new byte[0]);
      }
      assertEquals(4429, eve.expectClose());
    }
  }

  @Test
  void who_joins_and_leaves_in_one_breath_gets_no_offer_and_is_seen() {
    try (Client bob = raw().join("Bob");
        Client eve = raw()) {
      bob.say("{\"type\":\"standby\",\"sdp\":\"v=0 with my addresses\"}");
      bob.expectNothing();
      ByteArrayOutputStream breath = new ByteArrayOutputStream();
      for (String word : List.of("{\"type\":\"join\",\"name\":\"Eve\"}", "{\"type\":\"leave\"}")) {
        breath.writeBytes(
            Client.frameBytes(LAST | Client.TEXT, word.getBytes(StandardCharsets.UTF_8)));
      }
      eve.bytes(breath.toByteArray());
      eve.expect("joined");
      Client.Frame next = eve.nextFrame();
      assertEquals(Client.CLOSE, next.opcode(), () -> next.text());
      assertTrue(bob.expect("welcome").getBoolean("offered"));
      bob.expect("left");
    }
  }

  private static JsonObject returned(SignalClient client) {
    return Json.createObjectBuilder()
        .add("type", "returned")
        .add("peer", Json.createObjectBuilder().add("id", client.id()).add("name", "Ada"))
        .build();
  }

  @Test
  void whoever_does_not_join_is_sent_away() {
    try (SignalClient eve = SignalClient.open(base, room)) {
      eve.sayText("{\"type\":\"leave\"}");
      eve.expectError("not-joined");
      assertEquals(4401, eve.expectClose());
    }
  }
}
