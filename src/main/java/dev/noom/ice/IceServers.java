package dev.noom.ice;

import dev.noom.config.NoomConfig;
import dev.noom.protocol.IceServer;
import dev.noom.stun.StunServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The ICE servers a browser is told: our own STUN server, and those of the configuration. */
@ApplicationScoped
public class IceServers {
  private final List<IceServer> configured;
  private final StunServer stun;

  /** Null if it is the host of the page. */
  private final PageHost stunHost;

  @Inject
  public IceServers(NoomConfig config, StunServer stun) {
    this.stun = stun;
    stunHost = config.stunHost().map(IceServers::stunHost).orElse(null);
    configured = configured(config);
  }

  /** For the container's proxy only. */
  protected IceServers() {
    configured = List.of();
    stun = null;
    stunHost = null;
  }

  /** Being made when the application starts is all: a bad URL stops it there. */
  void check(@Observes @Initialized(ApplicationScoped.class) Object start) {}

  /**
   * @param host by which the browser has reached us; may be null
   */
  public List<IceServer> forBrowserAt(String host) {
    List<IceServer> all = new ArrayList<>();
    ownStun(host).ifPresent(url -> all.add(new IceServer(List.of(url), null, null)));
    all.addAll(configured);
    return List.copyOf(all);
  }

  private Optional<String> ownStun(String host) {
    OptionalInt port = stun.port();
    if (port.isEmpty()) {
      return Optional.empty();
    }
    return Optional.ofNullable(stunHost)
        .or(() -> PageHost.of(host))
        .map(reached -> reached.stunUrl(port.getAsInt()));
  }

  private static PageHost stunHost(String text) {
    return PageHost.of(text)
        .orElseThrow(() -> new IllegalArgumentException("noom.stun.host is no host: " + text));
  }

  private static List<IceServer> configured(NoomConfig config) {
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
    return List.copyOf(all);
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
