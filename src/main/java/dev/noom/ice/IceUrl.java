package dev.noom.ice;

import java.util.List;
import java.util.regex.Pattern;

/**
 * URLs of STUN (RFC 7064, section 3.1) and TURN servers (RFC 7065, section 3.1). A browser that is
 * given a bad one makes no connection at all, so none leaves here.
 */
final class IceUrl {
  private static final String HOST_AND_PORT =
      "(?:\\[[0-9a-fA-F:.]+]|[0-9A-Za-z._-]+)(?::\\d{1,5})?";
  private static final Pattern STUN = Pattern.compile("stuns?:" + HOST_AND_PORT);
  private static final Pattern TURN =
      Pattern.compile("turns?:" + HOST_AND_PORT + "(?:\\?transport=(?:udp|tcp))?");

  private IceUrl() {}

  static boolean isTurn(String url) {
    return TURN.matcher(url).matches();
  }

  /**
   * @param key of the configuration
   * @throws IllegalArgumentException naming the key and the URL
   */
  static void requireStunOrTurn(String key, List<String> urls) {
    for (String url : urls) {
      if (!isTurn(url) && !STUN.matcher(url).matches()) {
        throw new IllegalArgumentException(
            key + " has an URL that is neither of STUN nor of TURN: " + url);
      }
    }
  }

  /**
   * @param key of the configuration
   * @throws IllegalArgumentException naming the key and the URL
   */
  static void requireTurn(String key, List<String> urls) {
    for (String url : urls) {
      if (!isTurn(url)) {
        throw new IllegalArgumentException(key + " has an URL that is not of TURN: " + url);
      }
    }
  }
}
