package dev.noom.ice;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The host by which browsers reach this server, without a port. Any client may have written it, so
 * it is looked at closely: it becomes part of an URL.
 */
record PageHost(String text) {
  /**
   * RFC 3986, section 3.2.2, and of that only what machines are called. Every part ends where the
   * next begins, so none is tried again shorter.
   */
  private static final Pattern HOST =
      Pattern.compile(
          "\\[[0-9a-fA-F:]{2,39}(?:\\d{1,3}(?:\\.\\d{1,3}){3})?]"
              + "|[0-9A-Za-z_-]{1,63}+(?:\\.[0-9A-Za-z_-]{1,63}+)*+\\.?");

  private static final Pattern LOOPBACK =
      Pattern.compile("(?i)(?:.+\\.)?localhost\\.?|127(?:\\.\\d{1,3}){3}|\\[::1]");

  /** RFC 1035, section 2.3.4. */
  private static final int MAX_CHARACTERS = 253;

  /**
   * @param text an IPv6 address in brackets; may be null
   * @return empty if that is no host
   */
  static Optional<PageHost> of(String text) {
    return Optional.ofNullable(text)
        .filter(host -> host.length() <= MAX_CHARACTERS && HOST.matcher(host).matches())
        .map(PageHost::new);
  }

  /** Whether it is the browser's own machine, by an address or a name of RFC 6761, section 6.3. */
  boolean isLoopback() {
    return LOOPBACK.matcher(text).matches();
  }

  /** RFC 7064, section 3.1. */
  String stunUrl(int port) {
    return "stun:" + text + ":" + port;
  }
}
