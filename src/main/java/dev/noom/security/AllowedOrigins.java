package dev.noom.security;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From which pages a browser may open a WebSocket here: our own, and those that the administrator
 * names. Browsers do not hold a foreign page back by themselves, they only say who it is (RFC 6455,
 * section 10.2).
 *
 * @param named beside the page's own; compared whole, there are no wildcards
 */
record AllowedOrigins(Set<WebOrigin> named) {

  /**
   * @param named as an administrator writes them, such as {@code https://noom.example}
   * @throws IllegalArgumentException naming the key, if one of them is no origin
   */
  static AllowedOrigins of(List<String> named) {
    return new AllowedOrigins(
        named.stream().map(AllowedOrigins::read).collect(Collectors.toUnmodifiableSet()));
  }

  private static WebOrigin read(String text) {
    return WebOrigin.of(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "noom.origins: '" + text + "' is not of the form https://noom.example:8443."));
  }

  /**
   * @param headers the values of all {@code Origin} headers of the request: browsers send one
   * @param own where the browser sees us, if that is known
   */
  boolean allow(List<String> headers, Optional<WebOrigin> own) {
    if (headers.size() != 1) {
      return false;
    }
    Optional<WebOrigin> origin = WebOrigin.of(headers.get(0));
    return origin.isPresent() && (origin.equals(own) || named.contains(origin.get()));
  }
}
