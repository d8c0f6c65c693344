package dev.noom.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request of HTTP/1.1 written by hand, because no decent client would send it: {@code
 * Request.of(address).method("TRACE").answer()}.
 */
public final class Request {
  private final Address address;
  private final List<String> headers = new ArrayList<>();
  private String method = "GET";
  private String path;
  private String host;
  private String body = "";

  private Request(Address address) {
    this.address = address;
    path = address.path("");
    host = address.authority();
  }

  public static Request of(Address address) {
    return new Request(address);
  }

  public Request method(String name) {
    method = name;
    return this;
  }

  /** As it stands in the request line; {@link Address#path} makes one of Noom's. */
  public Request path(String raw) {
    path = raw;
    return this;
  }

  public Request host(String name) {
    host = name;
    return this;
  }

  /** May be said more than once. */
  public Request header(String name, String value) {
    headers.add(name + ": " + value);
    return this;
  }

  public Request body(String text) {
    body = text;
    return header("Content-Length", "" + text.getBytes(StandardCharsets.UTF_8).length);
  }

  public Answer answer() {
    header("Connection", "close");
    try (Wire wire = address.connect()) {
      send(wire);
      return Answer.read(wire.in(), !method.equals("HEAD"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void send(Wire wire) throws IOException {
    wire.send(
        (method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n")
            + String.join("", headers.stream().map(header -> header + "\r\n").toList())
            + "\r\n"
            + body);
  }
}
