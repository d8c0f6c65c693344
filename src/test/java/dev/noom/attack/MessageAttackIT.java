package dev.noom.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.wire.Answer;
import dev.noom.wire.Client;
import dev.noom.wire.Handshake;
import dev.noom.wire.Request;
import jakarta.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Saying what one may not: as somebody else, to another room, as the server. */
@Tag("attack")
class MessageAttackIT {
  @RegisterExtension final Siege siege = new Siege();

  private String room;
  private Client mallory;

  @BeforeEach
  void somebody_next_door() {
    room = Siege.newRoom();
    mallory = siege.enter(room).join("Mallory");
  }

  @AfterEach
  void the_end() {
    mallory.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"offer", "answer", "ice"})
  void nothing_reaches_another_room(String type) {
    String body = type.equals("ice") ? "\"candidates\":[]" : "\"sdp\":\"v=0\"";
    for (String to : List.of(siege.ada().id(), siege.bob().id())) {
      mallory.say("{\"type\":\"" + type + "\",\"to\":\"" + to + "\"," + body + "}");
      assertEquals(to, mallory.expectError("no-such-peer").getString("peer"));
      mallory.say(
          ("{\"type\":\"" + type + "\",\"to\":\"" + to + "\",\"room\":\"" + siege.room() + "\",")
              + (body + "}"));
      mallory.expectError("no-such-peer");
    }
    mallory.say("{\"type\":\"" + type + "\"," + body + "}");
    mallory.expectNothing();
    siege.ada().expectNothing();
    siege.bob().expectNothing();
  }

  /** A peer that may not be reached looks like one that does not exist. */
  @Test
  void a_stranger_is_answered_like_nobody() {
    mallory.offers(siege.ada(), "v=0");
    String real = mallory.expectError("no-such-peer").toString().replace(siege.ada().id(), "ID");
    mallory.say("{\"type\":\"offer\",\"to\":\"p1nosuchpeer\",\"sdp\":\"v=0\"}");
    String none = mallory.expectError("no-such-peer").toString().replace("p1nosuchpeer", "ID");
    assertEquals(none, real);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "", "null", "undefined", "0", "p*", "__proto__", "../x", "' OR 1=1"})
  void no_word_stands_for_everybody(String to) {
    mallory.say("{\"type\":\"offer\",\"to\":\"" + to + "\",\"sdp\":\"v=0\"}");
    assertTrue(
        List.of("no-such-peer", "bad-message").contains(mallory.expect("error").getString("code")));
    siege.ada().expectNothing();
  }

  @Test
  void the_sender_is_who_sends() {
    try (Client eve = siege.enter(room).join("Eve")) {
      mallory.expect("welcome");
      String forged = "\"from\":\"" + siege.ada().id() + "\",\"peer\":\"" + siege.ada().id() + "\"";
      for (String order :
          List.of(
              "{\"type\":\"offer\",FORGED,\"to\":\"EVE\",\"sdp\":\"v=0\"}",
              "{FORGED,\"sdp\":\"v=0\",\"to\":\"EVE\",\"type\":\"offer\"}",
              "{\"type\":\"offer\",\"from\":{\"id\":1},\"to\":\"EVE\",\"sdp\":\"v=0\",FORGED}")) {
        mallory.say(order.replace("FORGED", forged).replace("EVE", eve.id()));
        JsonObject offer = eve.expect("offer");
        assertEquals(mallory.id(), offer.getString("from"));
        assertFalse(offer.toString().contains(siege.ada().id()), offer.toString());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"joined", "welcome", "returned", "left", "bye", "error", "mute", "kick", "Offer"})
  void nobody_else_speaks_for_the_server(String type) {
    try (Client eve = siege.enter(room).join("Eve")) {
      mallory.expect("welcome");
      mallory.say(
          ("{\"type\":\"" + type + "\",\"to\":\"" + eve.id() + "\",\"peer\":\"" + eve.id() + "\",")
              + ("\"self\":\"" + eve.id() + "\",\"reason\":\"restart\",\"action\":\"stop\",")
              + ("\"code\":\"room-full\",\"message\":\"Go\",\"room\":\"" + room + "\"}"));
      mallory.expectError("unknown-type");
      eve.expectNothing();
    }
  }

  /** What a receiver might read, if the server did not write it itself. */
  @Test
  void nothing_unknown_travels_with_a_message() {
    try (Client eve = siege.enter(room).join("Eve")) {
      mallory.expect("welcome");
      mallory.say(
          ("{\"type\":\"offer\",\"to\":\"" + eve.id() + "\",\"sdp\":\"v=0\",\"mute\":true,")
              + "\"__proto__\":{\"admin\":true},\"constructor\":{},\"<img>\":1}");
      JsonObject offer = eve.expect("offer");
      assertEquals(List.of("from", "sdp", "type"), offer.keySet().stream().sorted().toList());
    }
  }

  @Test
  void of_duplicate_members_one_counts_and_the_check_and_the_use_agree() {
    try (Client eve = siege.enter(room).join("Eve")) {
      mallory.expect("welcome");
      mallory.say(
          ("{\"type\":\"offer\",\"type\":\"left\",\"to\":\"" + eve.id() + "\",\"sdp\":\"v=0\",")
              + ("\"to\":\"" + siege.ada().id() + "\",\"sdp\":\"v=1\",\"type\":\"offer\"}"));
      JsonObject error = mallory.expect("error");
      assertTrue(
          List.of("no-such-peer", "bad-message").contains(error.getString("code")),
          error.toString());
      eve.expectNothing();
      mallory.say(
          "{\"type\":\"offer\",\"to\":\"" + eve.id() + "\",\"sdp\":\"v=0\",\"type\":\"bye\"}");
      mallory.expectError("unknown-type");
      eve.expectNothing();
    }
  }

  /** A receiver of bad JSON would lose its connection, and its call. */
  @Test
  void what_is_carried_unread_is_still_well_formed() {
    try (Client eve = siege.enter(room).join("Eve")) {
      mallory.expect("welcome");
      for (String sdp :
          List.of(
              "\\u0000",
              "\\u2028\\\"},{\\\"type\\\":\\\"bye\\\"}",
              "\u2028\u2029\ufeff\uffff",
              "\\ud83d\\ude00",
              "</script><script>alert(1)</script>")) {
        mallory.say("{\"type\":\"offer\",\"to\":\"" + eve.id() + "\",\"sdp\":\"" + sdp + "\"}");
        eve.expect("offer");
      }
      for (String sdp : List.of("\\ud83d", "\\ude00\\ud83d", "\\x", "\\u12", "\n", "\u0000")) {
        mallory.say("{\"type\":\"offer\",\"to\":\"" + eve.id() + "\",\"sdp\":\"" + sdp + "\"}");
        mallory.expectError("bad-message");
      }
      eve.expectNothing();
    }
  }

  @Test
  void nobody_writes_as_somebody_else_or_into_another_room() {
    try (Client eve = siege.enter(room).join("Eve")) {
      mallory.expect("welcome");
      String forged = "\"from\":\"" + siege.ada().id() + "\",\"name\":\"Ada\",";
      mallory.say(
          ("{\"type\":\"chat\"," + forged + "\"room\":\"" + siege.room() + "\",")
              + ("\"to\":\"" + siege.ada().id() + "\",\"number\":1,\"at\":1,")
              + "\"text\":\"hi\",\"ref\":\"r\",\"<img>\":1}");
      JsonObject line = eve.expect("chat");
      assertEquals(mallory.id(), line.getString("from"));
      assertEquals("Mallory", line.getString("name"));
      assertTrue(line.getJsonNumber("number").longValue() > 1, line.toString());
      assertEquals(
          List.of("at", "from", "name", "number", "ref", "text", "type"),
          line.keySet().stream().sorted().toList());
    }
    siege.ada().expectNothing();
  }

  @Test
  void what_is_written_has_its_bounds() {
    String line = "{\"type\":\"chat\",\"ref\":\"r\",\"text\":\"%s\"}";
    for (String text : List.of("", " \\n", "a\\u0000", "\\u001b[31m", "x".repeat(2_001))) {
      mallory.say(line.formatted(text));
      assertEquals("r", mallory.expectError("bad-text").getString("ref"));
    }
    mallory.say(line.formatted("\\ud800"));
    mallory.expectError("bad-message");
    try (Client eve = siege.enter(room)) {
      eve.say(line.formatted("hi"));
      eve.expectError("not-joined");
    }
    mallory.expectNothing();
  }

  /** As many lines as a person may write at once are said. The others are refused, one by one. */
  @Test
  void who_writes_without_end_reaches_nobody_with_it() {
    try (Client eve = siege.enter(room).join("Eve")) {
      mallory.expect("welcome");
      for (int i = 0; i < 60; i++) {
        mallory.say("{\"type\":\"chat\",\"text\":\"x\",\"ref\":\"" + i + "\"}");
      }
      int said = 0;
      for (int i = 0; i < 60; i++) {
        JsonObject answer = mallory.next();
        said += answer.getString("type").equals("chat") ? 1 : 0;
        assertEquals("" + i, answer.getString("ref"));
      }
      assertTrue(said >= 10 && said < 20, said + " lines of 60");
      for (int i = 0; i < said; i++) {
        eve.expect("chat");
      }
      eve.expectNothing();
    }
  }

  @ParameterizedTest
  @MethodSource("bombs")
  void a_bomb_of_json_is_one_bad_message(String bomb) {
    mallory.say(bomb);
    String code = mallory.expect("error").getString("code");
    assertTrue(List.of("bad-message", "unknown-type", "bad-name", "already-joined").contains(code));
    mallory.expectNothing();
  }

  static List<String> bombs() {
    int depth = 30_000;
    return List.of(
        "[".repeat(depth),
        "{\"a\":".repeat(10_000),
        "[".repeat(depth) + "]".repeat(depth),
        "{\"type\":\"leave\",\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}",
        "{\"type\":\"join\",\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}",
        "{\"type\":\"join\",\"name\":" + "9".repeat(60_000) + "}",
        "{\"type\":\"join\",\"name\":1e999999999}",
        "{\"type\":\"join\",\"name\":\"" + "\\u0041".repeat(10_000) + "\"}",
        "{\"type\":\"ice\",\"candidates\":[{\"candidate\":\"\",\"sdpMLineIndex\":1e999999999}]}",
        "{\"type\":\"ice\",\"candidates\":[{\"candidate\":\"\",\"sdpMLineIndex\":"
            + "9".repeat(60_000)
            + "}]}",
        "{\"type\":\"ice\",\"candidates\":[" + "{},".repeat(20_000) + "{}]}",
        "{\"type\":\"" + "x".repeat(60_000) + "\"}",
        "{" + "\"a\":1,".repeat(9_000) + "\"a\":1}",
        "{\"type\":\"offer\",\"to\":\""
            + "x".repeat(60_000)
            + "\",\"sdp\":\"v=0\"}".replace("offer", "offer\",\"sdp\":7,\"x\":\""));
  }

  @Test
  void numbers_that_take_long_to_read_hold_up_nobody() {
    for (int i = 0; i < 100; i++) {
      mallory.say("{\"type\":\"leave!\",\"x\":" + "1".repeat(15_000) + "}");
    }
    for (int i = 0; i < 100; i++) {
      mallory.expectError("unknown-type");
    }
  }

  @Test
  void nobody_is_joined_twice_or_before_the_join() {
    mallory.say("{\"type\":\"join\",\"name\":\"Ada\"}");
    mallory.expectError("already-joined");
    try (Client eve = siege.enter(siege.room())) {
      for (String type : List.of("offer", "answer", "standby")) {
        eve.say("{\"type\":\"" + type + "\",\"sdp\":\"v=0\"}");
        eve.expectError("not-joined");
      }
      eve.say("{\"type\":\"leave\"}");
      eve.expectError("not-joined");
    }
    siege.ada().expectNothing();
  }

  @Test
  void whoever_has_left_says_nothing_more() {
    try (Client eve = siege.enter(room).join("Eve")) {
      mallory.expect("welcome");
      String leave = "{\"type\":\"leave\"}";
      String offer = "{\"type\":\"offer\",\"sdp\":\"v=0\"}";
      eve.bytes(
          concat(
              Client.frameBytes(0x81, leave.getBytes()),
              Client.frameBytes(0x81, offer.getBytes())));
      mallory.expect("left");
      assertEquals(1000, eve.expectClose());
      mallory.expectNothing();
    }
  }

  private static byte[] concat(byte[] one, byte[] two) {
    byte[] both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    return both;
  }

  /** A room that exists answers a knock no differently from one that does not. */
  @Test
  void rooms_cannot_be_told_from_each_other_from_outside() {
    List<String> rooms = List.of(siege.room(), Siege.newRoom());
    List<List<String>> handshakes =
        rooms.stream()
            .map(each -> withoutDate(Handshake.with(siege.target()).into(each).answer(), each))
            .toList();
    assertEquals(handshakes.get(1), handshakes.get(0));
    List<String> pages =
        rooms.stream()
            .map(
                each -> {
                  String path = siege.target().path("room/" + each.replace(" ", "%20"));
                  Answer page = Request.of(siege.target()).path(path).answer();
                  return withoutDate(page, each) + page.text();
                })
            .toList();
    assertEquals(pages.get(1), pages.get(0));
    for (String each : rooms) {
      try (Client eve = siege.enter(each)) {
        eve.offers(siege.ada(), "v=0");
        eve.expectError("not-joined");
      }
    }
    siege.ada().expectNothing();
  }

  /** And without what was asked for, which WildFly repeats. */
  private static List<String> withoutDate(Answer answer, String room) {
    return answer.head().stream()
        .filter(line -> !line.startsWith("Date:"))
        .map(line -> line.replaceAll(room.replace(" ", "( |%20)"), "the room"))
        .toList();
  }

  @Test
  void a_person_is_not_called_what_nobody_can_see_or_what_is_no_name() {
    try (Client eve = siege.enter(siege.room())) {
      for (String name :
          List.of("", " ", "\\n", "a\\u202eadA", "\\u0000", "\\u200b", "\\u001b[31m")) {
        eve.say("{\"type\":\"join\",\"name\":\"" + name + "\"}");
        eve.expectError("bad-name");
      }
      eve.say("{\"type\":\"join\",\"name\":\"" + "x".repeat(65) + "\"}");
      eve.expectError("bad-name");
    }
    siege.ada().expectNothing();
  }
}
