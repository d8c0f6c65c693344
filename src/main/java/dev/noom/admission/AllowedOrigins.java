package dev.noom.admission;

import dev.noom.net.WebOrigin;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
   * Returns the page that asks, or empty if it may not.
   *
   * @param headers the values of all {@code Origin} headers of the request: browsers send one
   * @param own where the browser sees us, as far as that is known
   */
  Optional<WebOrigin> allowed(List<String> headers, Stream<WebOrigin> own) {
    return headers.size() == 1
        ? WebOrigin.of(headers.get(0))
            .filter(page -> named.contains(page) || own.anyMatch(page::equals))
        : Optional.empty();
  }
}
