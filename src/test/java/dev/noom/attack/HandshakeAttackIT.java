package dev.noom.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.wire.Address;
import dev.noom.wire.Answer;
import dev.noom.wire.Client;
import dev.noom.wire.Handshake;
import dev.noom.wire.Request;
import dev.noom.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Getting a WebSocket that is not one's own. */
@Tag("attack")
class HandshakeAttackIT {
  @RegisterExtension final Siege siege = new Siege();

  @Test
  void the_own_page_gets_one() {
    assertEquals(101, Handshake.with(siege.target()).answer().status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "https://evil.example",
        "SCHEME://evil.AUTHORITY",
        "SCHEME://AUTHORITY.evil.example",
        "SCHEME://AUTHORITY@evil.example",
        "SCHEME://evil.example#AUTHORITY",
        "SCHEME://evil.example/AUTHORITY",
        "SCHEME://AUTHORITY/",
        "SCHEME://AUTHORITY:1",
        "SCHEME://AUTHORITY, https://evil.example",
        "https://evil.example SCHEME://AUTHORITY",
        "file://",
        "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
        "AUTHORITY",
        "*"
      })
  void a_foreign_page_gets_403(String origin) {
    assertEquals(403, Handshake.with(siege.target()).from(filled(origin)).answer().status());
  }

  @Test
  void the_other_scheme_is_a_foreign_page() {
    String other = siege.target().origin().startsWith("https") ? "http" : "https";
    String origin = other + "://" + siege.target().authority();
    assertEquals(403, Handshake.with(siege.target()).from(origin).answer().status());
  }

  @Test
  void nobody_in_particular_gets_403() {
    assertEquals(403, Handshake.with(siege.target()).from(null).answer().status());
  }

  @Test
  void several_origins_at_once_get_403() {
    for (String evil : new String[] {"https://evil.example", siege.target().origin()}) {
      Handshake handshake = Handshake.with(siege.target()).header("Origin", evil);
      assertEquals(403, handshake.answer().status());
    }
  }

  /** Not where the proxy is trusted that we come by: its word about itself is not ours to forge. */
  @ParameterizedTest
  @ValueSource(strings = {"X-Forwarded-Host: evil.example", "Forwarded: host=evil.example"})
  void a_forged_forwarding_header_makes_no_foreign_page_ours(String header) {
    String[] line = header.split(": ");
    Handshake handshake =
        Handshake.with(siege.target())
            .from("https://evil.example")
            .header(line[0], line[1])
            .header("X-Forwarded-Proto", "https");
    assertEquals(403, handshake.answer().status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/signal/x",
        "./signal/x",
        "room/../signal/x",
        "signal;a=b/x",
        "signal/x;a=b",
        "%73ignal/x",
        "signal%2fx",
        "SIGNAL/x",
        "signal/x?a=b",
        "signal/x/",
        "signal\\x",
        "signal/%zz"
      })
  void no_spelling_of_the_path_leads_around_the_door(String path) {
    Handshake handshake = Handshake.with(siege.target()).path(siege.target().path(path));
    assertNotEquals(101, handshake.from("https://evil.example").answer().status());
    assertNotEquals(101, handshake.from(null).answer().status());
  }

  /** Payara opens it, fails then, and leaves a connection that nobody looks after. */
  @ParameterizedTest
  @ValueSource(strings = {"signal/x?a=%zz", "signal/x?%", "signal/{room}", "signal/x?a={b}"})
  void what_is_no_address_gets_no_connection(String path) {
    int status = Handshake.with(siege.target()).path(siege.target().path(path)).answer().status();
    assertEquals(4, status / 100, "answered with " + status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "HEAD", "OPTIONS", "FOO"})
  void no_other_method_leads_around_the_door(String method) {
    Handshake handshake = Handshake.with(siege.target()).method(method);
    assertNotEquals(101, handshake.from("https://evil.example").answer().status());
  }

  @Test
  void without_our_subprotocol_there_is_no_conversation() {
    for (String subprotocol : new String[] {null, "chat", "noom.v0", "NOOM.V1", "noom.v1.evil"}) {
      Handshake handshake =
          Handshake.with(siege.target()).into(siege.room()).subprotocol(subprotocol);
      try (Wire wire = siege.target().connect()) {
        Answer answer = handshake.ask(wire);
        if (answer.status() == 101) {
          Client mallory = new Client(wire);
          mallory.say("{\"type\":\"join\",\"name\":\"Mallory\"}");
          assertTrue(mallory.expectClose() > 1000, subprotocol);
        }
      }
    }
    siege.ada().expectNothing();
  }

  /**
   * It may not (RFC 6455, section 4.1). Payara tells a client that opens the connection that there
   * is something to read, in the middle of it, and Tyrus waits for the opening to be over: a thread
   * each, for ever, and there are few.
   */
  @Test
  @Tag("remedy")
  void whoever_speaks_before_the_answer_is_heard_and_keeps_no_thread() {
    byte[] frame =
        Client.frameBytes(
            0x80 | Client.TEXT,
            "{\"type\":\"join\",\"name\":\"Mallory\"}".getBytes(StandardCharsets.UTF_8));
    List<Client> hasty = new ArrayList<>();
    for (int said : new int[] {frame.length, frame.length, frame.length - 5, 1}) {
      for (int i = 0; i < 10; i++) {
        Handshake handshake = Handshake.with(siege.target()).into(siege.room() + hasty.size());
        Client mallory = handshake.openSaying(Arrays.copyOf(frame, said));
        mallory.bytes(Arrays.copyOfRange(frame, said, frame.length));
        hasty.add(mallory);
      }
    }
    hasty.forEach(mallory -> mallory.expect("joined"));
    hasty.forEach(Client::close);
    siege.ada().expectNothing();
  }

  @Test
  void no_extension_is_negotiated_so_nothing_can_be_inflated() {
    Answer answer =
        Handshake.with(siege.target())
            .header("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits")
            .header("Sec-WebSocket-Extensions", "x-webkit-deflate-frame")
            .answer();
    assertEquals(101, answer.status());
    assertFalse(answer.header("Sec-WebSocket-Extensions").isPresent(), answer.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2c", "TLS/1.0", "websocket, h2c"})
  void the_connection_becomes_nothing_else(String protocol) {
    Answer answer =
        Request.of(siege.target())
            .header("Upgrade", protocol)
            .header("Connection", "Upgrade, HTTP2-Settings")
            .header("HTTP2-Settings", "AAMAAABkAARAAAAAAAIAAAAA")
            .answer();
    assertNotEquals(101, answer.status());
  }

  private String filled(String origin) {
    Address target = siege.target();
    String scheme = target.origin().substring(0, target.origin().indexOf(':'));
    return origin.replace("SCHEME", scheme).replace("AUTHORITY", target.authority());
  }
}
