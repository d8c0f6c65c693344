package dev.noom.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.noom.config.NoomConfig;
import dev.noom.net.Paths;
import dev.noom.net.RequestOrigin;
import dev.noom.net.TrustedProxies;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What every answer says to the browser about the powers of a page of ours. Declared in web.xml,
 * where it is the first, also for the container's own error pages.
 */
public class SecurityHeaders extends HttpFilter {
  private static final long serialVersionUID = 1L;

  /** Nothing but our own files, no inline script or style, no string that becomes markup. */
  private static final String CONTENT_SECURITY_POLICY =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "img-src 'self'",
          "manifest-src 'self'",
          "connect-src 'self'",
          "media-src 'self' blob:",
          "base-uri 'none'",
          "form-action 'self'",
          "frame-ancestors 'none'",
          "require-trusted-types-for 'script'",
          "trusted-types 'none'");

  /**
   * The same for a page that has one script of its own inside, which is allowed by its hash and as
   * it is written here (CSP Level 3, section 2.3.1).
   */
  public static String policyFor(String script) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(script.getBytes(UTF_8));
      String source = "script-src 'self' 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
      return CONTENT_SECURITY_POLICY.replace("script-src 'self'", source);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  /** For what is no page, should somebody open it as one. */
  private static final String NO_POWERS = "default-src 'none'; frame-ancestors 'none'";

  private static final String PERMISSIONS_POLICY =
      "camera=(self), microphone=(self), display-capture=(self), speaker-selection=(self), "
          + "geolocation=(), payment=(), usb=(), serial=(), midi=()";

  @Inject private transient NoomConfig config;
  @Inject private transient TrustedProxies proxies;

  /** Null: left out. */
  private String strictTransport;

  @Override
  public void init() {
    int seconds = config.hstsSeconds();
    strictTransport = seconds == 0 ? null : "max-age=" + seconds;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (isFileOfAPage(request)) {
      response.setHeader("Content-Security-Policy", NO_POWERS);
    } else {
      response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
      response.setHeader("Permissions-Policy", PERMISSIONS_POLICY);
      response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    }
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    if (strictTransport != null && mayBeStrict(proxies.arrival(request))) {
      response.setHeader("Strict-Transport-Security", strictTransport);
    }
    chain.doFilter(request, response);
  }

  /** A browser fetches 35 of them and one page: what only a page needs would be 15 kB in vain. */
  private static boolean isFileOfAPage(HttpServletRequest request) {
    return request.getServletPath().equals(Paths.ASSETS);
  }

  /**
   * RFC 6797, section 7.2: over TLS only. Never for localhost, where a browser would then refuse
   * the plain pages of every other program, whatever their port.
   */
  private static boolean mayBeStrict(RequestOrigin arrival) {
    return arrival.isSecure() && arrival.own().filter(own -> !own.isLocalhost()).isPresent();
  }
}
