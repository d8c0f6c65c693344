package dev.noom.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.noom.wire.Client;
import dev.noom.wire.Handshake;
import dev.noom.wire.Request;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What strangers can make the log say; only where the log is ours to read. */
@Tag("attack")
class LogAttackIT {
  /** Percent-encoded: ends of lines as somebody may understand them, a terminal's, and a quote. */
  private static final List<String> SEPARATORS =
      List.of("%0a", "%0d%0a", "%0d", "%e2%80%a8", "%c2%85", "%1b%5b2K", "%0b", "%00", "%22%20");

  @RegisterExtension final Siege siege = new Siege();

  @BeforeEach
  void ours() {
    assumeTrue(siege.log().isPresent(), "the log is somebody else's");
  }

  @Test
  void nobody_writes_a_line_or_a_control_character_into_it() {
    String mark = "FORGED" + System.nanoTime();
    for (String separator : SEPARATORS) {
      String text = "x" + separator + mark;
      knocks(Handshake.with(siege.target()).path(siege.target().path("signal/" + text)));
      Request.of(siege.target()).path(siege.target().path("room/" + text)).answer();
      Request.of(siege.target()).path(siege.target().path("assets/" + text)).answer();
    }
    for (String raw : List.of("\u001b[2K", "\u0085", "\t", "\u000b", "\"", "\u00e9")) {
      knocks(Handshake.with(siege.target()).from("https://evil.example/" + raw + mark));
      knocks(Handshake.with(siege.target()).host("evil" + raw + mark));
      knocks(Handshake.with(siege.target()).header("X-Forwarded-For", raw + mark));
    }
    String room = mark + "\": p1 joined, 9 here";
    try (Client mallory = siege.enter(room).join("Mallory")) {
      mallory.say("{\"type\":\"" + mark + "\\n" + mark + "\"}");
      mallory.expectError("unknown-type");
      mallory.say("{\"type\":\"leave\"}");
      mallory.expectClose();
    }
    List<String> lines = log().lines().filter(line -> line.contains(mark)).toList();
    // The joining and the leaving, and the refused page among others.
    assertTrue(lines.size() >= 3, lines.toString());
    for (String line : lines) {
      assertFalse(line.strip().startsWith(mark), line);
      String said = line.substring(Math.max(0, line.indexOf(mark) - 40));
      assertEquals(said.replaceAll("\\p{Cntrl}", "?"), said);
    }
  }

  /** Whatever comes of it: what counts is what is logged. */
  private static void knocks(Handshake handshake) {
    try {
      handshake.answer();
    } catch (UncheckedIOException hungUp) {
      // An answer of its own to nonsense.
      return;
    }
  }

  @Test
  void what_people_are_called_and_say_is_not_in_it() {
    String secret = "Secret" + System.nanoTime();
    try (Client mallory = siege.enter(siege.room()).join(secret)) {
      mallory.say("{\"type\":\"offer\",\"sdp\":\"" + secret + "\"}");
      mallory.say("{\"type\":\"ice\",\"candidates\":[{\"candidate\":\"" + secret + "\"}]}");
      mallory.say("{\"type\":\"offer\",\"sdp\":{\"" + secret + "\":1}}");
      mallory.expectError("bad-message");
      String token = mallory.token();
      mallory.say("{\"type\":\"leave\"}");
      mallory.expectClose();
      assertFalse(log().contains(token), "a token is in the log");
    }
    for (Client each : List.of(siege.ada(), siege.bob())) {
      each.expect("welcome");
      each.expect("offer");
      each.expect("ice");
      each.expect("left");
    }
    assertFalse(log().contains(secret), "a name or a message is in the log");
  }

  @Test
  void a_stranger_cannot_fill_it_by_being_refused() {
    int before = log().length();
    for (int i = 0; i < 200; i++) {
      Handshake.with(siege.target()).from("https://evil" + i + ".example").answer();
    }
    // 200 messages, and on each connection fewer than would be too fast before the join.
    for (int i = 0; i < 8; i++) {
      try (Client mallory = siege.enter(siege.room())) {
        for (int message = 0; message < 25; message++) {
          mallory.say("nonsense");
          mallory.expectError("bad-message");
        }
      }
    }
    int grown = log().length() - before;
    // At most a hundred strangers are told from each other.
    assertTrue(grown < 60_000, grown + " characters");
  }

  /** Containers read the first line before anything of ours is asked. */
  @Test
  @Tag("remedy")
  void a_stranger_cannot_fill_it_with_what_nobody_can_read() {
    int before = log().length();
    for (String path :
        List.of(
            "/room/%zz",
            "/%",
            "/%u0041",
            "/%00",
            "/%c0%af",
            "/%ff",
            "/..%2f..",
            "/%2e%2e/%2e%2e/x",
            "/a\\b",
            "/" + "%41".repeat(3_000),
            "/x?a=%zz",
            "/x?%",
            "/x?a=%ff",
            "/x;a=%zz",
            "/{room}",
            "/",
            "*",
            "x",
            "http://",
            "http://[::1/")) {
      for (int i = 0; i < 20; i++) {
        knocks(Request.of(siege.target()).path(path));
        knocks(Handshake.with(siege.target()).path("/signal" + path));
      }
    }
    int grown = log().length() - before;
    // Some 800 requests, and less than half a short line for each.
    assertTrue(grown < 40_000, grown + " characters");
  }

  private static void knocks(Request request) {
    try {
      request.answer();
    } catch (UncheckedIOException hungUp) {
      // That is an answer, too.
      return;
    }
  }

  private String log() {
    return siege.log().orElseThrow();
  }
}
