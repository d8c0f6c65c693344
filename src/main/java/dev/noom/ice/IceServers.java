package dev.noom.ice;

import static java.util.stream.Collectors.partitioningBy;

import dev.noom.config.NoomConfig;
import dev.noom.protocol.IceServer;
import dev.noom.stun.StunServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The ICE servers a browser is told: our own STUN server, and those of the configuration. */
@ApplicationScoped
public class IceServers {
  private static final Logger LOG = System.getLogger(IceServers.class.getName());

  private final List<IceServer> configured;
  private final StunServer stun;

  /** Null if it is the host of the page. */
  private final PageHost stunHost;

  /** Null if there is none. */
  private final TurnCredentials turn;

  @Inject
  public IceServers(NoomConfig config, StunServer stun) {
    this.stun = stun;
    stunHost = config.stunHost().map(IceServers::stunHost).orElse(null);
    configured = configured(config);
    turn = turn(config);
  }

  /** For the container's proxy only. */
  protected IceServers() {
    configured = List.of();
    stun = null;
    stunHost = null;
    turn = null;
  }

  /** Being made when the application starts is all: a bad URL stops it there. */
  void check(@Observes @Initialized(ApplicationScoped.class) Object start) {}

  /**
   * @param address where the browser comes from
   * @param host by which the browser has reached us; may be null
   * @param alone whether nobody else is in its room
   */
  public List<IceServer> forBrowser(String address, String host, boolean alone) {
    List<IceServer> all = new ArrayList<>();
    ownStun(host).ifPresent(url -> all.add(new IceServer(List.of(url), null, null)));
    all.addAll(configured);
    if (turn != null) {
      all.add(turn.forAddress(address, alone));
    }
    return List.copyOf(all);
  }

  /**
   * The STUN servers that a page may use before it is in a room; they need no credentials.
   *
   * @return empty if there is a TURN server, because a connection made without it might fail
   */
  public Optional<OpenStun> beforeEntering() {
    boolean needsNoSecret = turn == null && configured.stream().allMatch(IceServers::isOpen);
    return needsNoSecret ? Optional.of(openStun()) : Optional.empty();
  }

  private OpenStun openStun() {
    List<String> urls = new ArrayList<>();
    configured.forEach(server -> urls.addAll(server.urls()));
    OptionalInt port = stun.port();
    if (port.isPresent() && stunHost != null) {
      urls.add(0, stunHost.stunUrl(port.getAsInt()));
    }
    return new OpenStun(
        List.copyOf(urls), port.isPresent() && stunHost == null ? port : OptionalInt.empty());
  }

  private static boolean isOpen(IceServer server) {
    return server.credential() == null;
  }

  /**
   * STUN servers.
   *
   * @param port of our own STUN server, if it is on the host of the page; else empty
   */
  public record OpenStun(List<String> urls, OptionalInt port) {}

  /** How often everybody is to be given {@link #forBrowser new ones}; empty if none expire. */
  public Optional<Duration> renewal() {
    return Optional.ofNullable(turn).map(TurnCredentials::renewal);
  }

  /** The same for those who are alone in a room. */
  public Optional<Duration> renewalAlone() {
    return Optional.ofNullable(turn).map(TurnCredentials::renewalAlone);
  }

  /**
   * No STUN server for a browser on this machine: we have no address to give it. It would send from
   * its network addresses to loopback, and drop the answers, which come from another address. That
   * takes ten seconds in vain, and a diagnosis would call the STUN server unreachable.
   */
  private Optional<String> ownStun(String host) {
    OptionalInt port = stun.port();
    if (port.isEmpty()) {
      return Optional.empty();
    }
    return Optional.ofNullable(stunHost)
        .or(() -> PageHost.of(host).filter(reached -> !reached.isLoopback()))
        .map(reached -> reached.stunUrl(port.getAsInt()));
  }

  private static PageHost stunHost(String text) {
    return PageHost.of(text)
        .orElseThrow(() -> new IllegalArgumentException("noom.stun.host is no host: " + text));
  }

  private static List<IceServer> configured(NoomConfig config) {
    IceUrl.requireStunOrTurn("noom.ice.urls", config.iceUrls());
    Map<Boolean, List<String>> urls =
        config.iceUrls().stream().collect(partitioningBy(IceUrl::isTurn));
    List<IceServer> all = new ArrayList<>();
    if (!urls.get(false).isEmpty()) {
      all.add(new IceServer(urls.get(false), null, null));
    }
    if (!urls.get(true).isEmpty()) {
      all.add(
          new IceServer(
              urls.get(true),
              config.iceUsername().orElseThrow(() -> noPassword("noom.ice.username")),
              config.iceCredential().orElseThrow(() -> noPassword("noom.ice.credential"))));
    }
    return List.copyOf(all);
  }

  private static IllegalArgumentException noPassword(String key) {
    return new IllegalArgumentException(
        key + " is missing: noom.ice.urls has a TURN server, and browsers ask none without.");
  }

  /** Whatever is wrong with the secret, calls go on without TURN, and the log says why. */
  private static TurnCredentials turn(NoomConfig config) {
    IceUrl.requireTurn("noom.turn.urls", config.turnUrls());
    if (config.turnUrls().isEmpty() && config.turnSecret().isEmpty()) {
      return null;
    }
    if (config.turnUrls().isEmpty()) {
      return off("noom.turn.urls", "it is missing, and noom.turn.secret is there");
    }
    if (config.turnSecret().isEmpty()) {
      return off("noom.turn.secret", "it is missing");
    }
    try {
      TurnSecret secret = new TurnSecret(config.turnSecret().get());
      return new TurnCredentials(config.turnUrls(), secret, config.turnTtl(), Clock.systemUTC());
    } catch (IllegalArgumentException weak) {
      return off("noom.turn.secret", weak.getMessage());
    }
  }

  private static TurnCredentials off(String key, String why) {
    LOG.log(
        Level.ERROR,
        "TURN is off because of {0}: {1}. A good secret is made by ''openssl rand -hex 32'', and the"
            + " TURN server has the same as static-auth-secret.",
        key,
        why);
    return null;
  }
}
