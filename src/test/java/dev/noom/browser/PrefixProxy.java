package dev.noom.browser;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A reverse proxy as a company has one: it shows a server below a prefix that the server does not
 * know. One request a connection, and after an upgrade only bytes.
 */
final class PrefixProxy implements AutoCloseable {
  private final ServerSocket front = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int backPort;
  private final String prefix;

  private final boolean hidesHost;
  private final boolean upgrades;

  private PrefixProxy(int backPort, String prefix, boolean hidesHost, boolean upgrades)
      throws IOException {
    this.backPort = backPort;
    this.prefix = prefix;
    this.hidesHost = hidesHost;
    this.upgrades = upgrades;
    Daemon.start(this::accept);
  }

  /**
   * @param prefix with both slashes
   */
  static PrefixProxy to(int port, String prefix) throws IOException {
    return new PrefixProxy(port, prefix, false, true);
  }

  /** One that asks for the server's own address, as nginx does by itself. */
  static PrefixProxy hidingTheHost(int port, String prefix) throws IOException {
    return new PrefixProxy(port, prefix, true, true);
  }

  /** One that knows nothing of WebSockets: it drops what belongs to one hop, as HTTP has it. */
  static PrefixProxy withoutUpgrades(int port, String prefix) throws IOException {
    return new PrefixProxy(port, prefix, false, false);
  }

  URI url() {
    return URI.create("http://localhost:" + front.getLocalPort() + prefix);
  }

  @Override
  public void close() throws IOException {
    front.close();
  }

  private void accept() throws IOException {
    while (!front.isClosed()) {
      Socket browser = front.accept();
      Daemon.start(() -> serve(browser));
    }
  }

  private void serve(Socket browser) throws IOException {
    try (browser;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), backPort)) {
      String head = head(browser.getInputStream());
      server.getOutputStream().write(rewritten(head).getBytes(StandardCharsets.ISO_8859_1));
      Daemon.start(() -> pump(browser.getInputStream(), server.getOutputStream()));
      pump(server.getInputStream(), browser.getOutputStream());
    }
  }

  private String rewritten(String head) {
    String mapped = head.replaceFirst(" " + prefix, " /");
    if (mapped.equals(head)) {
      throw new IllegalStateException("Not below " + prefix + ": " + head.lines().findFirst());
    }
    if (hidesHost) {
      mapped = mapped.replaceFirst("(?i)\r\nhost: [^\r]*", "\r\nHost: 127.0.0.1:" + backPort);
    }
    boolean upgrade = head.toLowerCase().contains("\r\nupgrade: websocket");
    if (upgrade && !upgrades) {
      mapped = mapped.replaceFirst("(?i)\r\nupgrade: [^\r]*", "");
    }
    return upgrade && upgrades
        ? mapped
        : mapped.replaceFirst("(?i)\r\nconnection: [^\r]*", "\r\nConnection: close");
  }

  /** Up to and with the empty line. */
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("The browser opened a connection that it did not need.");
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static void pump(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[8_192];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      out.write(buffer, 0, n);
      out.flush();
    }
  }
}
