package dev.noom.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request of HTTP/1.1 written by hand, because no decent client would send it: {@code
 * Request.of(target).method("TRACE").answer()}.
 */
final class Request {
  private final Target target;
  private final List<String> headers = new ArrayList<>();
  private String method = "GET";
  private String path;
  private String host;
  private String body = "";

  private Request(Target target) {
    this.target = target;
    path = target.path("");
    host = target.authority();
  }

  static Request of(Target target) {
    return new Request(target);
  }

  Request method(String name) {
    method = name;
    return this;
  }

  /** As it stands in the request line; {@link Target#path} makes one of Noom's. */
  Request path(String raw) {
    path = raw;
    return this;
  }

  Request host(String name) {
    host = name;
    return this;
  }

  /** May be said more than once. */
  Request header(String name, String value) {
    headers.add(name + ": " + value);
    return this;
  }

  Request body(String text) {
    body = text;
    return header("Content-Length", "" + text.getBytes(StandardCharsets.UTF_8).length);
  }

  Answer answer() {
    header("Connection", "close");
    try (Wire wire = target.connect()) {
      send(wire);
      return Answer.read(wire.in(), !method.equals("HEAD"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void send(Wire wire) throws IOException {
    wire.send(
        (method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n")
            + String.join("", headers.stream().map(header -> header + "\r\n").toList())
            + "\r\n"
            + body);
  }
}
