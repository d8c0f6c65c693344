package dev.noom.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A WebSocket's beginning (RFC 6455, section 4.1), honest unless it is told otherwise: {@code
 * Handshake.with(address).from("https://evil.example").status()}.
 */
public final class Handshake {
  private final Address address;
  private String path;
  private String method = "GET";
  private String host;
  private String origin;
  private String subprotocol = "noom.v1";
  private final StringBuilder more = new StringBuilder();

  private Handshake(Address address) {
    this.address = address;
    host = address.authority();
    origin = address.origin();
    into("attack");
  }

  public static Handshake with(Address address) {
    return new Handshake(address);
  }

  public Handshake into(String room) {
    String segment = URLEncoder.encode(room, StandardCharsets.UTF_8).replace("+", "%20");
    return path(address.path("signal/" + segment));
  }

  public Handshake path(String raw) {
    path = raw;
    return this;
  }

  public Handshake method(String name) {
    method = name;
    return this;
  }

  /** Null: says nothing of where it comes from. */
  public Handshake from(String page) {
    origin = page;
    return this;
  }

  public Handshake host(String name) {
    host = name;
    return this;
  }

  /** Null: names none. */
  public Handshake subprotocol(String name) {
    subprotocol = name;
    return this;
  }

  public Handshake header(String name, String value) {
    more.append(name).append(": ").append(value).append("\r\n");
    return this;
  }

  /** A socket, which has to be granted. */
  public Client open() {
    return openSaying(new byte[0]);
  }

  /**
   * As {@link #open}, from a client that does not wait for the answer, as it must.
   *
   * @param early what it says at once, in the same segment
   */
  public Client openSaying(byte[] early) {
    Wire wire = address.connect();
    byte[] request = request().getBytes(StandardCharsets.UTF_8);
    byte[] both = Arrays.copyOf(request, request.length + early.length);
    System.arraycopy(early, 0, both, request.length, early.length);
    try {
      wire.send(both);
      Answer answer = Answer.read(wire.in(), true);
      assertEquals(101, answer.status(), answer.toString());
      return new Client(wire);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The answer, and the connection closed. */
  public Answer answer() {
    try (Wire wire = address.connect()) {
      return ask(wire);
    }
  }

  public Answer ask(Wire wire) {
    try {
      wire.send(request());
      return Answer.read(wire.in(), !method.equals("HEAD"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String request() {
    return (method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n")
        + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + (origin == null ? "" : "Origin: " + origin + "\r\n")
        + (subprotocol == null ? "" : "Sec-WebSocket-Protocol: " + subprotocol + "\r\n")
        + more
        + "\r\n";
  }
}
