package dev.noom.browser;

import java.net.URI;
import java.util.List;

/**
 * Noom where all is different at once: under a context path, with TLS, with ICE servers. One server
 * for all of these, because each takes seconds to start.
 */
final class Elsewhere {
  static final int TLS_PORT = NoomServer.freePort();
  static final int OWN_STUN_PORT = NoomServer.freeUdpPort();
  static final String STUN = "stun:127.0.0.1:3478";
  static final List<String> OPTIONS =
      List.of(
          "--context",
          "/noom",
          "--tls",
          "" + TLS_PORT,
          "-Dnoom.stun.port=" + OWN_STUN_PORT,
          "-Dnoom.ice.urls=" + STUN);

  private Elsewhere() {}

  static URI url(NoomServer server) {
    return server.url().resolve("noom/");
  }

  static URI tlsUrl() {
    return URI.create("https://localhost:" + TLS_PORT + "/noom/");
  }
}
