package dev.noom.admission;

import dev.noom.config.NoomConfig;
import dev.noom.limits.LogOnce;
import dev.noom.limits.LogThrottle;
import dev.noom.net.IpAddress;
import dev.noom.net.Paths;
import dev.noom.net.RequestOrigin;
import dev.noom.net.TrustedProxies;
import dev.noom.net.WebOrigin;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides about a WebSocket before it is one: whether the page that asks for it may (403), and
 * whether its address has not asked too often (429). A filter and not {@code
 * Configurator.checkOrigin}, because it sees the other end's address and the proxies' headers, and
 * because the answer is the same in every container.
 *
 * <p>On every path, and not only on that of the endpoint, because containers differ in how they
 * read a path that is written strangely. Declared in web.xml, where it has its place behind {@link
 * SecurityHeaders}.
 */
public class HandshakeFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = System.getLogger(HandshakeFilter.class.getName());

  /** Not part of the standard classes' constants: RFC 6585, section 4. */
  private static final int TOO_MANY_REQUESTS = 429;

  /**
   * What it has decided, in one word, for a page that must know that from what a proxy has decided.
   * docs/protocol.md lists the words.
   */
  private static final String ANSWER = "Noom-Door";

  @Inject private transient NoomConfig config;
  @Inject private transient TrustedProxies proxies;

  private transient AllowedOrigins origins;
  private transient AddressLimits limits;
  private final transient LogOnce strangers = new LogOnce(100);
  private final transient LogThrottle crowds =
      new LogThrottle(Duration.ofMinutes(1), System::nanoTime);

  @Override
  public void init() {
    origins = AllowedOrigins.of(config.origins());
    limits =
        new AddressLimits(
            config.addressConnections(), config.addressHandshakes(), System::nanoTime);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean isHandshake = isHandshake(request);
    if (isHandshake && !isAddress(request)) {
      refuse(response, HttpServletResponse.SC_BAD_REQUEST, "That is no address of a WebSocket.");
      return;
    }
    if (!isHandshake && !isQuestion(request)) {
      chain.doFilter(request, response);
      return;
    }
    RequestOrigin arrival = proxies.arrival(request);
    Optional<WebOrigin> page = page(request, arrival);
    if (page.isEmpty()) {
      response.setHeader(ANSWER, "stranger");
      refuse(response, HttpServletResponse.SC_FORBIDDEN, "This page may not connect to Noom here.");
      return;
    }
    IpAddress client = arrival.client();
    Duration wait = isHandshake ? limits.begin(client) : limits.ask(client);
    if (!wait.isZero()) {
      logCrowd(client);
      response.setHeader(ANSWER, "crowd");
      response.setHeader("Retry-After", "" + (wait.toSeconds() + 1));
      refuse(response, TOO_MANY_REQUESTS, "Too many connections come from your address.");
    } else if (isHandshake) {
      RemoteClient caller = new RemoteClient(client, limits, page.get(), isKnown(request, client));
      chain.doFilter(new Identified(request, caller), response);
    } else {
      response.setHeader(ANSWER, "open");
      response.setHeader("Cache-Control", "no-store");
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
  }

  /** The page that asks; empty if it may not. */
  private Optional<WebOrigin> page(HttpServletRequest request, RequestOrigin arrival) {
    List<String> origin = Collections.list(request.getHeaders("Origin"));
    Optional<WebOrigin> page = origins.allowed(origin, arrival.addresses());
    if (page.isEmpty()) {
      logStranger(origin, arrival);
    }
    return page;
  }

  /** A page that has got no WebSocket is told why in this way, and in no other. */
  private static boolean isQuestion(HttpServletRequest request) {
    return request.getMethod().equals("POST")
        && request.getServletPath().equals(Paths.SIGNAL)
        && request.getPathInfo() != null;
  }

  /**
   * Whether that is the address of the person, as far as we can tell: not where a proxy says that
   * it speaks for somebody else, and nobody has told us to believe it, nor where one on this
   * machine says nothing.
   */
  private static boolean isKnown(HttpServletRequest request, IpAddress client) {
    boolean isTold = !client.equals(IpAddress.of(request.getRemoteAddr()).orElse(null));
    boolean isForwarded =
        Stream.of("X-Forwarded-For", "Forwarded", "Via")
            .anyMatch(name -> request.getHeader(name) != null);
    return isTold || !isForwarded && !client.isLoopback();
  }

  /** What a container might take for one; RFC 6455, section 4.2.1. */
  private static boolean isHandshake(HttpServletRequest request) {
    String upgrade = request.getHeader("Upgrade");
    return request.getHeader("Sec-WebSocket-Key") != null
        || upgrade != null && upgrade.toLowerCase(Locale.ROOT).contains("websocket");
  }

  /**
   * RFC 3986. Noom's own page says nothing but a room's name. At what is no address Payara fails
   * after the upgrade, and keeps a connection that nobody looks after.
   */
  private static boolean isAddress(HttpServletRequest request) {
    String query = request.getQueryString();
    try {
      new URI(request.getRequestURI() + (query == null ? "" : "?" + query));
      return true;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static void refuse(HttpServletResponse response, int status, String sentence)
      throws IOException {
    byte[] body = (sentence + "\n").getBytes(StandardCharsets.US_ASCII);
    response.setStatus(status);
    response.setContentType("text/plain; charset=utf-8");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private void logStranger(List<String> origin, RequestOrigin arrival) {
    String who = origin.isEmpty() ? "without one" : "\"" + String.join("\", \"", origin) + "\"";
    String name = LogText.of(who);
    if (strangers.isNew(name)) {
      LOG.log(
          Level.WARNING,
          "Refused a WebSocket by its origin: {0}, here at {1}. If people open Noom at that address,"
              + " set noom.origins to it, or name the proxy between, with noom.proxies, and let it"
              + " say what it was asked for (docs/operations.md). Said once.",
          name,
          arrival.own().map(WebOrigin::toString).orElse("an unknown address"));
    }
  }

  private void logCrowd(IpAddress client) {
    if (crowds.isTime()) {
      LOG.log(
          Level.WARNING,
          "Refused a WebSocket: too many from {0}. If many people share that address, raise"
              + " noom.address.connections or noom.address.handshakes; if it is a proxy, let it say"
              + " for whom it asks and name it with noom.proxies. Said once a minute.",
          client);
    }
  }

  private static final class Identified extends HttpServletRequestWrapper {
    private final RemoteClient caller;

    Identified(HttpServletRequest request, RemoteClient caller) {
      super(request);
      this.caller = caller;
    }

    @Override
    public Principal getUserPrincipal() {
      return caller;
    }
  }
}
