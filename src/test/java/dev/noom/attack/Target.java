package dev.noom.attack;

import dev.noom.browser.NoomServer;
import dev.noom.wire.Address;
import java.net.URI;
import java.util.Optional;

/** The installation under attack, as its address tells. */
final class Target implements AutoCloseable {
  private final Address address;

  /** Null where it is somebody else's. */
  private final NoomServer own;

  private Target(URI base, NoomServer own) {
    address = new Address(base);
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

  Address address() {
    return address;
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
    return address.base().toString();
  }
}
