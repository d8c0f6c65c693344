package dev.noom.net;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Scheme, host and port: what browsers call an origin (RFC 6454). Two are equal if a browser takes
 * them for the same, whatever their case and whether the scheme's own port is written out.
 *
 * @param host in lower case; an IPv6 address in its brackets, in one spelling
 */
public record WebOrigin(String scheme, String host, int port) {
  /**
   * A name, an IPv4 address or an IPv6 address in brackets, and a port. A browser sends names in
   * ASCII, as {@code xn--…}; an underscore is found in intranets.
   */
  private static final Pattern AUTHORITY =
      Pattern.compile("([a-z0-9._-]{1,253}|\\[[0-9a-f:.]{2,45}])(?::(\\d{1,5}))?");

  private static final Pattern ORIGIN = Pattern.compile("(https?)://(.{1,300})");

  /**
   * Reads what stands in an {@code Origin} header, such as {@code https://noom.example:8443}; empty
   * for {@code null}, for more than one and for anything with a path.
   */
  public static Optional<WebOrigin> of(String text) {
    Matcher matcher = ORIGIN.matcher(text.toLowerCase(Locale.ROOT));
    return matcher.matches() ? of(matcher.group(1), matcher.group(2)) : Optional.empty();
  }

  /**
   * From a scheme and what stands in a {@code Host} header, such as {@code noom.example:8443};
   * empty if either is not of that kind.
   */
  public static Optional<WebOrigin> of(String scheme, String authority) {
    String lower = scheme.toLowerCase(Locale.ROOT);
    Matcher matcher = AUTHORITY.matcher(authority.toLowerCase(Locale.ROOT));
    if (!isScheme(lower) || !matcher.matches()) {
      return Optional.empty();
    }
    int port = matcher.group(2) == null ? usualPort(lower) : Integer.parseInt(matcher.group(2));
    return port < 1 || port > 65_535
        ? Optional.empty()
        : host(matcher.group(1)).map(host -> new WebOrigin(lower, host, port));
  }

  private static boolean isScheme(String lower) {
    return lower.equals("https") || lower.equals("http");
  }

  private static Optional<String> host(String text) {
    if (!text.startsWith("[")) {
      return Optional.of(text);
    }
    return IpAddress.of(text.substring(1, text.length() - 1)).map(ip -> "[" + ip + "]");
  }

  private static int usualPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  /** The machine itself, by a name that every browser takes for it (RFC 6761, section 6.3). */
  public boolean isLocalhost() {
    return host.equals("localhost") || host.endsWith(".localhost");
  }

  boolean isSecure() {
    return scheme.equals("https");
  }

  /** As a browser writes it. */
  @Override
  public String toString() {
    return scheme + "://" + host + (port == usualPort(scheme) ? "" : ":" + port);
  }
}
