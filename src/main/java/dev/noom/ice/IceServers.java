package dev.noom.ice;

import dev.noom.config.NoomConfig;
import dev.noom.protocol.IceServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** The ICE servers of the configuration; none unless an administrator names some. */
@ApplicationScoped
public class IceServers {
  private final List<IceServer> servers;

  @Inject
  public IceServers(NoomConfig config) {
    List<String> stun = new ArrayList<>();
    List<String> turn = new ArrayList<>();
    for (String url : config.iceUrls()) {
      (isTurn(url) ? turn : stun).add(url);
    }
    List<IceServer> all = new ArrayList<>();
    if (!stun.isEmpty()) {
      all.add(new IceServer(List.copyOf(stun), null, null));
    }
    if (!turn.isEmpty()) {
      all.add(
          new IceServer(
              List.copyOf(turn),
              config.iceUsername().orElse(null),
              config.iceCredential().orElse(null)));
    }
    servers = List.copyOf(all);
  }

  /** For the container's proxy only. */
  protected IceServers() {
    servers = List.of();
  }

  /** Being made when the application starts is all: a bad URL stops it there. */
  void check(@Observes @Initialized(ApplicationScoped.class) Object start) {}

  public List<IceServer> all() {
    return servers;
  }

  private static boolean isTurn(String url) {
    if (url.startsWith("turn:") || url.startsWith("turns:")) {
      return true;
    }
    if (url.startsWith("stun:") || url.startsWith("stuns:")) {
      return false;
    }
    throw new IllegalArgumentException(
        "noom.ice.urls has an URL that is neither stun: nor turn:, " + url);
  }
}
