package dev.noom.net;

import dev.noom.config.NoomConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Whose word about others is believed. Anybody can write {@code X-Forwarded-For} into a request; it
 * counts only from the administrator's own proxies, and of it only what they have written
 * themselves: the end of the list, up to the first address that is not one of them.
 */
@ApplicationScoped
public class TrustedProxies {
  /** Stands for a client that comes without an address, such as through a Unix socket. */
  private static final IpAddress NOWHERE = IpAddress.of("0.0.0.0").orElseThrow();

  private static final Pattern WITH_PORT = Pattern.compile(".*:\\d+");

  /** Where a request keeps what was found out about it: two filters ask. */
  private static final String KNOWN = TrustedProxies.class.getName();

  private final List<Cidr> trusted;

  @Inject
  TrustedProxies(NoomConfig config) {
    this(trusted(config.proxies()));
  }

  TrustedProxies(List<Cidr> trusted) {
    this.trusted = trusted;
  }

  /** For the container's proxy only. */
  protected TrustedProxies() {
    trusted = List.of();
  }

  private static List<Cidr> trusted(List<String> networks) {
    try {
      return networks.stream().map(Cidr::of).toList();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("noom.proxies: " + e.getMessage() + ".", e);
    }
  }

  /** Makes the container make this one at the start, so that a bad network is found. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {}

  public RequestOrigin arrival(HttpServletRequest request) {
    if (request.getAttribute(KNOWN) instanceof RequestOrigin known) {
      return known;
    }
    RequestOrigin arrival =
        arrival(
            request.getRemoteAddr(),
            request.getScheme(),
            request.getLocalPort(),
            name -> Collections.list(request.getHeaders(name)));
    request.setAttribute(KNOWN, arrival);
    return arrival;
  }

  /**
   * @param address of the other end of the connection
   * @param scheme {@code http} or {@code https}, of this connection
   * @param listener the port at which this connection came in
   * @param headers the lines of a header, in the order in which they came
   */
  RequestOrigin arrival(
      String address, String scheme, int listener, Function<String, List<String>> headers) {
    IpAddress peer = IpAddress.of(address).orElse(NOWHERE);
    ProxyChain direct =
        new ProxyChain(List.of(), List.of(scheme), headers.apply("Host"), List.of());
    if (!isTrusted(peer)) {
      return along(direct, peer, direct, listener);
    }
    Optional<RequestOrigin> standard =
        ProxyChain.standard(headers).map(trail -> along(trail, peer, direct, listener));
    Optional<RequestOrigin> customary =
        ProxyChain.customary(headers).map(trail -> along(trail, peer, direct, listener));
    if (standard.isPresent() && customary.isPresent()) {
      // A proxy that writes one kind lets the other through as the visitor has written it, and
      // nobody knows which is which.
      return standard.get().agreesWith(customary.get())
          ? customary.get()
          : along(direct, peer, direct, listener);
    }
    return standard.or(() -> customary).orElseGet(() -> along(direct, peer, direct, listener));
  }

  private RequestOrigin along(ProxyChain trail, IpAddress peer, ProxyChain direct, int listener) {
    IpAddress client = peer;
    int hops = 0;
    while (isTrusted(client) && hops < trail.nodes().size()) {
      Optional<IpAddress> before = address(trail.nodes().get(trail.nodes().size() - 1 - hops));
      if (before.isEmpty()) {
        break;
      }
      client = before.get();
      hops++;
    }
    return arrived(client, trail, Math.max(1, hops), direct, listener);
  }

  private static RequestOrigin arrived(
      IpAddress client, ProxyChain trail, int hops, ProxyChain direct, int listener) {
    String scheme =
        said(trail.schemes(), hops)
            .or(() -> said(direct.schemes(), 1))
            .map(TrustedProxies::ofThePage)
            .orElse("");
    String authority = said(trail.hosts(), hops).or(() -> said(direct.hosts(), 1)).orElse("");
    Optional<WebOrigin> plain = WebOrigin.of(scheme, authority);
    Optional<String> port =
        said(trail.ports(), hops).filter(said -> !WITH_PORT.matcher(authority).matches());
    if (port.isEmpty()) {
      return new RequestOrigin(client, plain, Optional.empty());
    }
    Optional<WebOrigin> withPort = WebOrigin.of(scheme, authority + ":" + port.get());
    return withPort.isPresent() && isInDoubt(withPort.get(), listener)
        ? new RequestOrigin(client, plain, withPort)
        : new RequestOrigin(client, withPort, Optional.empty());
  }

  /** Some say of a WebSocket's handshake that it came by {@code wss}; its page came by https. */
  private static String ofThePage(String scheme) {
    return switch (scheme.toLowerCase(Locale.ROOT)) {
      case "ws" -> "http";
      case "wss" -> "https";
      default -> scheme;
    };
  }

  /**
   * Whether a named port is perhaps not the one in the browser's address. Where TLS ends before a
   * proxy, the proxy names the port of its own listener: the usual one of the other scheme, or the
   * one that it has in common with us.
   */
  private static boolean isInDoubt(WebOrigin withPort, int listener) {
    int usualOfTheOther = withPort.isSecure() ? 80 : 443;
    return withPort.port() == usualOfTheOther || withPort.port() == listener;
  }

  /** What the outermost of the proxies has said, or, where they say it once for all, that. */
  private static Optional<String> said(List<String> values, int hops) {
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(values.get(Math.max(0, values.size() - hops))).filter(v -> !v.isEmpty());
  }

  private boolean isTrusted(IpAddress address) {
    return trusted.stream().anyMatch(network -> network.contains(address));
  }

  /**
   * A node of RFC 7239, section 6, or of {@code X-Forwarded-For}: with or without a port, IPv6 with
   * or without brackets; empty where somebody hides.
   */
  private static Optional<IpAddress> address(String node) {
    int bracket = node.indexOf(']');
    if (node.startsWith("[") && bracket > 0) {
      return IpAddress.of(node.substring(1, bracket));
    }
    int colon = node.indexOf(':');
    boolean isIpv4WithPort = colon >= 0 && colon == node.lastIndexOf(':');
    return IpAddress.of(isIpv4WithPort ? node.substring(0, colon) : node);
  }
}
