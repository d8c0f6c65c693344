package dev.noom.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;

/**
 * Where a Noom is.
 *
 * @param base of the application, with the last slash
 */
public record Address(URI base) {
  /** What the browser calls the origin of the page (RFC 6454, section 6.2). */
  public String origin() {
    return base.getScheme() + "://" + base.getRawAuthority();
  }

  /** For the {@code Host} header. */
  public String authority() {
    return base.getRawAuthority();
  }

  /** Where something of Noom's is, such as {@code room/standup}, for the request line. */
  public String path(String relative) {
    return base.getRawPath() + relative;
  }

  public Wire connect() {
    try {
      return new Wire(base.getHost(), port(), isSecure());
    } catch (IOException e) {
      throw new UncheckedIOException(base + " cannot be reached", e);
    }
  }

  private int port() {
    return base.getPort() >= 0 ? base.getPort() : isSecure() ? 443 : 80;
  }

  private boolean isSecure() {
    return base.getScheme().equals("https");
  }
}
