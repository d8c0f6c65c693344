package dev.noom.net;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What proxies say of the way a request took, the last proxy's word last. Each list may be shorter
 * than the way was: not every proxy says everything.
 *
 * @param nodes from whom each proxy had it
 * @param schemes by which it came to each proxy, such as {@code https}
 * @param hosts that it was meant for, as in a {@code Host} header
 * @param ports that go with hosts that have none
 */
record ProxyChain(
    List<String> nodes, List<String> schemes, List<String> hosts, List<String> ports) {

  private static final ProxyChain SILENT =
      new ProxyChain(List.of(), List.of(), List.of(), List.of());

  /** By {@code Forwarded} (RFC 7239); empty if there is none, or none that can be read. */
  static Optional<ProxyChain> standard(Function<String, List<String>> headers) {
    List<String> lines = headers.apply("Forwarded");
    return lines.isEmpty()
        ? Optional.empty()
        : ForwardedHeader.read(String.join(",", lines)).map(ProxyChain::of);
  }

  private static ProxyChain of(List<Map<String, String>> elements) {
    return new ProxyChain(
        each(elements, "for"), each(elements, "proto"), each(elements, "host"), List.of());
  }

  private static List<String> each(List<Map<String, String>> elements, String name) {
    return elements.stream().map(element -> element.getOrDefault(name, "")).toList();
  }

  /** By {@code X-Forwarded-For}, {@code -Proto}, {@code -Host} and {@code -Port}. */
  static Optional<ProxyChain> customary(Function<String, List<String>> headers) {
    ProxyChain trail =
        new ProxyChain(
            values(headers, "X-Forwarded-For"),
            values(headers, "X-Forwarded-Proto"),
            values(headers, "X-Forwarded-Host"),
            values(headers, "X-Forwarded-Port"));
    return trail.equals(SILENT) ? Optional.empty() : Optional.of(trail);
  }

  private static List<String> values(Function<String, List<String>> headers, String name) {
    List<String> lines = headers.apply(name);
    if (lines.isEmpty()) {
      return List.of();
    }
    return lines.stream()
        .flatMap(line -> Stream.of(line.split(",")))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }
}
