package dev.noom.attack;

import dev.noom.browser.NoomServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;

/** The installation under attack, as its address tells. */
final class Target implements AutoCloseable {
  private final URI base;

  /** Null where it is somebody else's. */
  private final NoomServer own;

  private Target(URI base, NoomServer own) {
    this.base = base;
    this.own = own;
  }

  /**
   * The one that the property {@code noom.url} names, or one of our own with its defaults; but it
   * trusts no proxy, so that we, who come from the same machine, are strangers like everybody else.
   */
  static Target choose() {
    String url = System.getProperty("noom.url", "").strip();
    return url.isEmpty()
        ? own("-Dnoom.proxies=none")
        : new Target(URI.create(url.endsWith("/") ? url : url + "/"), null);
  }

  /**
   * One of our own, started as an administrator would.
   *
   * @param options of {@code payara/Start.java}
   */
  static Target own(String... options) {
    NoomServer server = NoomServer.start(options);
    server.awaitReady();
    return new Target(server.url(), server);
  }

  /** What the browser calls the origin of the page (RFC 6454, section 6.2). */
  String origin() {
    return base.getScheme() + "://" + base.getRawAuthority();
  }

  /** For the {@code Host} header. */
  String authority() {
    return base.getRawAuthority();
  }

  /** Where something of Noom's is, such as {@code room/standup}, for the request line. */
  String path(String relative) {
    return base.getRawPath() + relative;
  }

  Wire connect() {
    try {
      return new Wire(base.getHost(), port(), base.getScheme().equals("https"));
    } catch (IOException e) {
      throw new UncheckedIOException(base + " cannot be reached", e);
    }
  }

  private int port() {
    int standard = base.getScheme().equals("https") ? 443 : 80;
    return base.getPort() < 0 ? standard : base.getPort();
  }

  /** What the server has logged so far; empty where that is not ours to read. */
  Optional<String> log() {
    return Optional.ofNullable(own).map(NoomServer::log);
  }

  /** What is in use of its heap, after a full collection; only of one of our own. */
  long liveHeapBytes() {
    return own.liveHeapBytes();
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
  }

  @Override
  public String toString() {
    return base.toString();
  }
}
