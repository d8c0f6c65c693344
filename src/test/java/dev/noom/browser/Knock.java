package dev.noom.browser;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A WebSocket's handshake written by hand, because no decent client lies about its origin: {@code
 * Knock.at(server.port()).from("https://evil.example").answer()}.
 */
final class Knock {
  private final int port;
  private final List<String> headers = new ArrayList<>();
  private String host;
  private boolean asksOnly;
  private String target = "/signal/standup";

  private Knock(int port) {
    this.port = port;
    host = "localhost:" + port;
  }

  static Knock at(int port) {
    return new Knock(port);
  }

  /** From the page that is served there. */
  Knock fromOwnPage() {
    return from("http://" + host);
  }

  /** May be said more than once, as no browser would. */
  Knock from(String origin) {
    return saying("Origin", origin);
  }

  Knock saying(String header, String value) {
    headers.add(header + ": " + value);
    return this;
  }

  Knock askingFor(String hostAndPort) {
    host = hostAndPort;
    return this;
  }

  Knock on(String path) {
    target = path;
    return this;
  }

  /** Not a handshake, only the question whether one would be welcome. */
  Knock asking() {
    asksOnly = true;
    return this;
  }

  /** The answer, with the connection still open. */
  Answer answer() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    String request = asksOnly ? question() : handshake();
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    return new Answer(socket, head(socket.getInputStream()));
  }

  private String question() {
    return "POST "
        + target
        + " HTTP/1.1\r\nHost: "
        + host
        + "\r\nContent-Length: 0\r\n"
        + ownHeaders()
        + "\r\n";
  }

  private String handshake() {
    return ("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n")
        + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: noom.v1\r\n"
        + ownHeaders()
        + "\r\n";
  }

  private String ownHeaders() {
    return String.join("", headers.stream().map(header -> header + "\r\n").toList());
  }

  /** What it comes to, and the connection closed. */
  int status() throws IOException {
    try (Answer answer = answer()) {
      return answer.status();
    }
  }

  private static List<String> head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("It ends in the middle: " + head);
      }
      head.write(next);
    }
    return Arrays.asList(head.toString(StandardCharsets.ISO_8859_1).split("\r\n"));
  }

  record Answer(Socket socket, List<String> head) implements AutoCloseable {
    int status() {
      return Integer.parseInt(head.get(0).split(" ")[1]);
    }

    Optional<String> header(String name) {
      String start = name.toLowerCase() + ":";
      return head.stream()
          .filter(line -> line.toLowerCase().startsWith(start))
          .map(line -> line.substring(start.length()).strip())
          .findFirst();
    }

    /** An orderly end (RFC 6455, section 7.1.2), and the server's answer to it awaited. */
    void hangsUp() throws IOException {
      // FIN, close, masked with zeros, 1000.
      socket
          .getOutputStream()
          .write(new byte[] {(byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 3, (byte) 0xe8});
      InputStream in = socket.getInputStream();
      if (in.read() != 0x88) {
        throw new IOException("Something else than a close frame.");
      }
    }

    /** Ends with a reset, so that the server knows at once. */
    @Override
    public void close() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }
}
