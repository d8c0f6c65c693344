package dev.noom.signaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.noom.Deployments;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The wire from outside, on Payara Micro, by a client written against docs/protocol.md. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SignalingEndpointIT {
  private static final AtomicInteger ROOMS = new AtomicInteger();

  @ArquillianResource private URL url;

  private URI base;
  private String room;
  private SignalClient ada;
  private SignalClient bob;

  @Deployment(testable = false)
  static WebArchive war() {
    // Some tests say more than a browser ever does; what happens to those is BoundsIT's.
    return Deployments.war("noom.rate.messages.burst=10000", "noom.rate.kilobytes.burst=100000");
  }

  @BeforeEach
  void two_in_a_room() throws URISyntaxException {
    base = url.toURI();
    room = "room " + ROOMS.incrementAndGet();
    ada = SignalClient.open(base, room).join("Ada");
    bob = SignalClient.open(base, room).join("Bob");
    ada.expect("welcome");
  }

  @AfterEach
  void everybody_goes() {
    ada.close();
    bob.close();
  }

  @Test
  void the_newcomer_is_told_everything_it_needs() {
    JsonObject joined = bob.joined();
    assertEquals(room, joined.getString("room"));
    assertEquals(List.of(peer(ada, "Ada")), joined.getJsonArray("peers"));
    assertFalse(joined.getBoolean("resumed"));
    assertFalse(joined.getString("resume").isEmpty());
    assertEquals(JsonValue.EMPTY_JSON_ARRAY, joined.getJsonArray("iceServers"));
    assertEquals(65_536, joined.getJsonObject("limits").getInt("messageBytes"));
    assertEquals(8, joined.getJsonObject("limits").getInt("roomPeers"));
    assertEquals(60, joined.getJsonObject("limits").getInt("resumeSeconds"));
    assertNotEquals(ada.id(), bob.id());
  }

  @Test
  void an_offer_an_answer_and_candidates_cross_in_order() {
    ada.offers(bob, "v=0\r\nada");
    ada.trickles(bob, "candidate:1", "candidate:2", "");
    JsonObject offer = bob.expect("offer");
    assertEquals(ada.id(), offer.getString("from"));
    assertEquals("v=0\r\nada", offer.getString("sdp"));
    assertFalse(offer.containsKey("to"));
    JsonArray candidates = bob.expect("ice").getJsonArray("candidates");
    assertEquals("candidate:2", candidates.getJsonObject(1).getString("candidate"));
    assertEquals("", candidates.getJsonObject(2).getString("candidate"));
    bob.answers(ada, "v=0\r\nbob");
    assertEquals("v=0\r\nbob", ada.expect("answer").getString("sdp"));
  }

  @Test
  void a_message_to_nobody_in_particular_reaches_everyone_else() {
    try (SignalClient eve = SignalClient.open(base, room).join("Eve")) {
      ada.expect("welcome");
      bob.expect("welcome");
      ada.say(Json.createObjectBuilder().add("type", "offer").add("sdp", "v=0"));
      assertEquals(ada.id(), bob.expect("offer").getString("from"));
      assertEquals(ada.id(), eve.expect("offer").getString("from"));
      ada.expectNothing();
    }
  }

  @Test
  void a_page_that_asks_is_answered_in_its_turn() {
    ada.sayText("{\"type\":\"ping\"}");
    ada.sayText("{\"type\":\"pong\"}");
    ada.expect("pong");
    ada.expectError("unknown-type");
    ada.expectNothing();
    bob.expectNothing();
    try (SignalClient eve = SignalClient.open(base, room)) {
      eve.sayText("{\"type\":\"ping\"}");
      eve.expectError("not-joined");
    }
  }

  @Test
  void a_trouble_is_heard_by_the_server_and_by_nobody_else() {
    for (int i = 0; i < 3; i++) {
      ada.sayText("{\"type\":\"trouble\",\"cause\":\"udp-blocked\"}");
    }
    ada.expectNothing();
    bob.expectNothing();
    ada.sayText("{\"type\":\"trouble\",\"cause\":\"gremlins\"}");
    ada.expectError("bad-message");
    try (SignalClient eve = SignalClient.open(base, room)) {
      eve.sayText("{\"type\":\"trouble\",\"cause\":\"camera-denied\"}");
      eve.expectError("not-joined");
    }
  }

  @Test
  void a_forged_sender_is_overwritten() {
    ada.say(
        Json.createObjectBuilder()
            .add("type", "offer")
            .add("from", bob.id())
            .add("to", bob.id())
            .add("sdp", "v=0"));
    assertEquals(ada.id(), bob.expect("offer").getString("from"));
  }

  @Test
  void nothing_crosses_from_one_room_to_another() {
    try (SignalClient eve = SignalClient.open(base, room + " next door").join("Eve")) {
      ada.offers(eve, "v=0");
      assertEquals(eve.id(), ada.expectError("no-such-peer").getString("peer"));
      eve.expectNothing();
    }
    bob.expectNothing();
  }

  @Test
  void nothing_is_carried_before_the_join() {
    try (SignalClient eve = SignalClient.open(base, room)) {
      eve.offers(bob, "v=0");
      eve.expectError("not-joined");
      eve.leave();
      eve.expectError("not-joined");
    }
    bob.expectNothing();
  }

  @Test
  void a_second_join_changes_nothing() {
    ada.say(Json.createObjectBuilder().add("type", "join").add("name", "Somebody else"));
    ada.expectError("already-joined");
    bob.expectNothing();
    ada.offers(bob, "v=0");
    bob.expect("offer");
  }

  @Test
  void a_bad_name_can_be_mended() {
    try (SignalClient eve = SignalClient.open(base, room)) {
      for (String name : List.of("", "   ", "a\nb", "\u0000", "a\u202eb", "x".repeat(65))) {
        eve.say(Json.createObjectBuilder().add("type", "join").add("name", name));
        eve.expectError("bad-name");
      }
      eve.sayText("{\"type\":\"join\"}");
      eve.expectError("bad-name");
      ada.expectNothing();
      assertEquals(2, eve.join("Eve").joined().getJsonArray("peers").size());
    }
    ada.expect("welcome");
  }

  @Test
  void a_bad_room_is_refused_and_closed() {
    for (String name : List.of("x".repeat(65), "a\u0007b", "a\u202eb", " ")) {
      try (SignalClient eve = SignalClient.open(base, name)) {
        eve.expectError("bad-room");
        assertEquals(4400, eve.expectClose());
      }
    }
  }

  @Test
  void a_room_may_be_named_in_any_script() {
    String name = "\ud68c\uc758\uc2e4 & caf\u00e9 #1 50%";
    try (SignalClient eve = SignalClient.open(base, name).join("Eve");
        SignalClient kim = SignalClient.open(base, name).join("\uae40")) {
      assertEquals(name, kim.joined().getString("room"));
      assertEquals("\uae40", eve.expect("welcome").getJsonObject("peer").getString("name"));
    }
  }

  @Test
  void leaving_tells_the_others_and_closes() {
    bob.leave();
    assertEquals(1000, bob.expectClose());
    assertEquals(bob.id(), ada.expect("left").getString("peer"));
    ada.expectNothing();
  }

  @Test
  void a_page_that_goes_has_left_without_a_word() {
    bob.goesAway();
    assertEquals(bob.id(), ada.expect("left").getString("peer"));
    ada.expectNothing();
  }

  @Test
  void whoever_vanishes_keeps_his_place_and_gets_what_was_sent_meanwhile() {
    bob.vanish();
    // The first may be lost on a socket that is not known to be dead; no answer tells when it is.
    int last = 200;
    for (int i = 0; i <= last; i++) {
      ada.trickles(bob, "" + i);
      ada.expectNothing();
    }
    try (SignalClient again = SignalClient.open(base, room).resume(bob)) {
      assertEquals(List.of(peer(ada, "Ada")), again.joined().getJsonArray("peers"));
      int kept = candidate(again);
      while (kept < last) {
        assertEquals(++kept, candidate(again));
      }
      again.expectNothing();
      assertEquals(peer(again, "Bob"), ada.expect("returned").getJsonObject("peer"));
      ada.expectNothing();
    }
  }

  @Test
  void what_three_write_at_once_has_one_order_for_all() {
    try (SignalClient eve = SignalClient.open(base, room).join("Eve")) {
      ada.expect("welcome");
      bob.expect("welcome");
      List<SignalClient> all = List.of(ada, bob, eve);
      all.forEach(SignalingEndpointIT::writesTenLines);
      List<List<JsonObject>> heard = new ArrayList<>();
      for (SignalClient each : all) {
        heard.add(Stream.generate(() -> each.expect("chat")).limit(30).toList());
      }
      assertEquals(30, heard.get(0).stream().distinct().count());
      assertEquals(heard.get(0), heard.get(1));
      assertEquals(heard.get(0), heard.get(2));
      ada.writes("one more", "r10");
      assertEquals("r10", ada.expectError("too-fast").getString("ref"));
      bob.expectNothing();
    }
  }

  private static void writesTenLines(SignalClient who) {
    new Thread(
            () -> {
              for (int i = 0; i < 10; i++) {
                who.writes("line " + i, "r" + i);
              }
            })
        .start();
  }

  @Test
  void who_vanishes_gets_each_line_once_and_who_comes_later_none_of_them() {
    ada.writes("heard", "r0");
    long heard = bob.expect("chat").getJsonNumber("number").longValue();
    bob.vanish();
    // Perhaps to a socket that nobody knows to be dead.
    ada.writes("missed", "r1");
    ada.expect("chat");
    JsonObject missed = ada.expect("chat");
    try (SignalClient again = SignalClient.open(base, room).resume(bob, heard);
        SignalClient eve = SignalClient.open(base, room).join("Eve")) {
      assertEquals(missed, again.expect("chat"));
      again.expect("welcome");
      again.expectNothing();
      eve.expectNothing();
      ada.expect("returned");
      ada.expect("welcome");
      ada.writes("missed", "r1");
      assertEquals(missed, ada.expect("chat"));
      again.expectNothing();
    }
  }

  private static int candidate(SignalClient client) {
    JsonArray candidates = client.expect("ice").getJsonArray("candidates");
    return Integer.parseInt(candidates.getJsonObject(0).getString("candidate"));
  }

  private static JsonObject peer(SignalClient client, String name) {
    return Json.createObjectBuilder().add("id", client.id()).add("name", name).build();
  }

  @Test
  void the_ninth_is_told_that_the_room_is_full() {
    List<SignalClient> more =
        Stream.of("3", "4", "5", "6", "7", "8")
            .map(n -> SignalClient.open(base, room).join(n))
            .toList();
    try (SignalClient ninth = SignalClient.open(base, room)) {
      ninth.say(Json.createObjectBuilder().add("type", "join").add("name", "9"));
      JsonObject full = ninth.expectError("room-full");
      assertEquals(8, full.getInt("limit"));
      assertTrue(full.getString("message").contains("8"));
      bob.leave();
      Stream.iterate(0, i -> i + 1).limit(6).forEach(i -> ada.expect("welcome"));
      ada.expect("left");
      assertEquals(7, ninth.join("9").joined().getJsonArray("peers").size());
    }
    more.forEach(SignalClient::close);
  }

  @Test
  void a_full_room_has_a_place_for_its_own_member_whose_page_is_loaded_again() {
    List<SignalClient> more =
        Stream.of("3", "4", "5", "6", "7", "8")
            .map(n -> SignalClient.open(base, room).join(n))
            .toList();
    bob.goesAway();
    try (SignalClient again = SignalClient.open(base, room).join("Bob")) {
      assertEquals(7, again.joined().getJsonArray("peers").size());
    }
    more.forEach(SignalClient::close);
  }

  @Test
  void of_two_sockets_with_one_token_the_newer_wins() {
    try (SignalClient again = SignalClient.open(base, room).resume(bob)) {
      JsonObject bye = bob.expect("bye");
      assertEquals("replaced", bye.getString("reason"));
      assertEquals("stop", bye.getString("action"));
      assertEquals(1000, bob.expectClose());
      ada.expect("returned");
      ada.offers(again, "v=0");
      again.expect("offer");
      ada.expectNothing();
    }
  }

  @Test
  void a_newcomer_who_says_the_same_join_again_is_one_person() {
    String visit = "a secret of Eve's page";
    try (SignalClient eve = SignalClient.open(base, room).join("Eve", visit);
        SignalClient again = SignalClient.open(base, room).join("Eve", visit)) {
      assertEquals(eve.id(), again.id());
      assertFalse(again.joined().getBoolean("resumed"));
      assertEquals(2, again.joined().getJsonArray("peers").size());
      assertEquals("replaced", eve.expect("bye").getString("reason"));
      for (int times = 0; times < 2; times++) {
        assertEquals(eve.id(), ada.expect("welcome").getJsonObject("peer").getString("id"));
      }
      ada.expectNothing();
      try (SignalClient another = SignalClient.open(base, room).join("Eve", visit + "!")) {
        assertNotEquals(eve.id(), another.id());
        assertEquals(3, another.joined().getJsonArray("peers").size());
      }
    }
  }

  @Test
  void a_token_is_good_for_its_room_only_and_no_other_text_is_one() {
    try (SignalClient eve = SignalClient.open(base, room + " next door")) {
      eve.say(
          Json.createObjectBuilder()
              .add("type", "join")
              .add("resume", bob.joined().getString("resume")));
      eve.expectError("not-allowed");
      eve.say(Json.createObjectBuilder().add("type", "join").add("resume", "bm8.bm8"));
      eve.expectError("resume-expired");
      eve.join("Eve");
    }
  }

  @Test
  void a_stranger_learns_nothing_of_a_room_without_joining_it() {
    List<JsonObject> answers = askedByAStranger(room);
    assertEquals(answers, askedByAStranger(room + " that nobody is in"));
    assertEquals(7, answers.size());
    bob.expectNothing();
  }

  private List<JsonObject> askedByAStranger(String room) {
    try (SignalClient eve = SignalClient.open(base, room);
        SignalClient elsewhere = SignalClient.open(base, "elsewhere").join("Eve")) {
      eve.offers(bob, "v=0");
      eve.say(Json.createObjectBuilder().add("type", "offer").add("sdp", "v=0"));
      eve.say(Json.createObjectBuilder().add("type", "standby").add("sdp", "v=0"));
      eve.leave();
      eve.say(Json.createObjectBuilder().add("type", "join").add("name", ""));
      eve.say(Json.createObjectBuilder().add("type", "join").add("resume", "bm8.bm8"));
      eve.say(Json.createObjectBuilder().add("type", "join").add("resume", elsewhere.token()));
      return eve.everythingHeard();
    }
  }

  @Test
  void a_peer_in_another_room_is_no_other_than_one_that_never_was() {
    try (SignalClient eve = SignalClient.open(base, room + " next door").join("Eve")) {
      ada.offers(eve, "v=0");
      JsonObject elsewhere = ada.expectError("no-such-peer");
      ada.say(
          Json.createObjectBuilder().add("type", "offer").add("to", "pnobody").add("sdp", "v=0"));
      JsonObject nowhere = ada.expectError("no-such-peer");
      assertEquals(eve.id(), elsewhere.getString("peer"));
      assertEquals("pnobody", nowhere.getString("peer"));
      assertEquals(
          elsewhere.toString().replace(eve.id(), ""), nowhere.toString().replace("pnobody", ""));
      eve.expectNothing();
    }
  }

  @Test
  void two_hundred_malformed_frames_disturb_nobody() {
    List<String> frames = MalformedFrames.all();
    assertTrue(frames.size() >= 200, "only " + frames.size());
    for (String frame : frames) {
      ada.sayText(frame);
      JsonObject error = ada.expect("error");
      String code = error.getString("code");
      assertTrue(
          List.of("bad-message", "unknown-type", "too-large").contains(code),
          frame + " -> " + error);
    }
    bob.expectNothing();
    ada.offers(bob, "v=0");
    bob.expect("offer");
  }

  @Test
  void a_frame_over_the_limit_is_refused_and_the_socket_stays_open() {
    for (int times = 0; times < 3; times++) {
      ada.offers(bob, "x".repeat(70_000));
      ada.expectError("too-large");
      ada.offers(bob, "x".repeat(60_000));
      assertEquals(60_000, bob.expect("offer").getString("sdp").length());
    }
  }

  @Test
  void the_order_of_a_sender_is_kept_under_load() {
    int messages = 2_000;
    Thread adaTalks = talks(ada, bob, messages);
    Thread bobTalks = talks(bob, ada, messages);
    for (int i = 0; i < messages; i++) {
      assertEquals("v=0 " + i, bob.expect("offer").getString("sdp").strip());
      assertEquals("v=0 " + i, ada.expect("offer").getString("sdp").strip());
    }
    assertFalse(adaTalks.isAlive() && bobTalks.isAlive());
  }

  @Test
  void a_reader_that_stalls_is_disconnected_and_blocks_nobody() {
    try (SignalClient eve = SignalClient.open(base, room).join("Eve")) {
      ada.expect("welcome");
      bob.expect("welcome");
      eve.stall();
      // 60 MB at the most; the system's buffers take a few. The reader is disconnected, and what
      // is kept for it then is bounded too.
      for (int i = 0; i < 1_000; i++) {
        ada.answers(eve, "x".repeat(60_000));
        ada.offers(bob, "v=0 " + i);
        JsonObject heard = bob.next();
        if (heard.getString("type").equals("left")) {
          assertEquals(eve.id(), heard.getString("peer"));
          assertEquals("v=0 " + i, bob.expect("offer").getString("sdp"));
          return;
        }
        assertEquals("v=0 " + i, heard.getString("sdp"));
      }
    }
    fail("Eve has let 60 MB pile up and is still there");
  }

  @Test
  void the_resume_token_is_nobody_elses_business() {
    assertNull(bob.joined().getJsonArray("peers").getJsonObject(0).get("resume"));
  }

  private static Thread talks(SignalClient from, SignalClient to, int messages) {
    Thread thread =
        new Thread(
            () -> {
              for (int i = 0; i < messages; i++) {
                from.offers(to, "v=0 " + i + " ".repeat(i % 5 * 1_000));
              }
            });
    thread.start();
    return thread;
  }
}
