package dev.noom.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A WebSocket's beginning (RFC 6455, section 4.1), honest unless it is told otherwise: {@code
 * Handshake.with(target).from("https://evil.example").status()}.
 */
final class Handshake {
  private static final String OWN = "";

  private final Target target;
  private String path;
  private String method = "GET";
  private String host;
  private String origin = OWN;
  private String subprotocol = "noom.v1";
  private final StringBuilder more = new StringBuilder();

  private Handshake(Target target) {
    this.target = target;
    host = target.authority();
    into("attack");
  }

  static Handshake with(Target target) {
    return new Handshake(target);
  }

  Handshake into(String room) {
    String segment = URLEncoder.encode(room, StandardCharsets.UTF_8).replace("+", "%20");
    return path(target.path("signal/" + segment));
  }

  Handshake path(String raw) {
    path = raw;
    return this;
  }

  Handshake method(String name) {
    method = name;
    return this;
  }

  /** Null: says nothing of where it comes from. */
  Handshake from(String page) {
    origin = page;
    return this;
  }

  Handshake host(String name) {
    host = name;
    return this;
  }

  /** Null: names none. */
  Handshake subprotocol(String name) {
    subprotocol = name;
    return this;
  }

  Handshake header(String name, String value) {
    more.append(name).append(": ").append(value).append("\r\n");
    return this;
  }

  /** A socket, which has to be granted. */
  Client open() {
    Wire wire = target.connect();
    Answer answer = ask(wire);
    assertEquals(101, answer.status(), answer.toString());
    return new Client(wire);
  }

  /** The answer, and the connection closed. */
  Answer answer() {
    try (Wire wire = target.connect()) {
      return ask(wire);
    }
  }

  Answer ask(Wire wire) {
    try {
      wire.send(request());
      return Answer.read(wire.in(), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String request() {
    String from = OWN.equals(origin) ? target.origin() : origin;
    return (method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n")
        + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + (from == null ? "" : "Origin: " + from + "\r\n")
        + (subprotocol == null ? "" : "Sec-WebSocket-Protocol: " + subprotocol + "\r\n")
        + more
        + "\r\n";
  }
}
