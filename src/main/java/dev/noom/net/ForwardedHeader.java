package dev.noom.net;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the header {@code Forwarded} of RFC 7239, section 4: {@code for=10.0.0.7;proto=https,
 * for="[fd00::1]:4711"} are two elements of pairs.
 */
final class ForwardedHeader {
  private final String text;
  private int at;

  private ForwardedHeader(String text) {
    this.text = text;
  }

  /** An element a map, names in lower case; empty if it does not keep to the grammar. */
  static Optional<List<Map<String, String>>> read(String text) {
    return new ForwardedHeader(text).elements();
  }

  private Optional<List<Map<String, String>>> elements() {
    List<Map<String, String>> elements = new ArrayList<>();
    do {
      Map<String, String> element = new HashMap<>();
      do {
        if (!readPair(element)) {
          return Optional.empty();
        }
      } while (isNext(';'));
      elements.add(element);
    } while (isNext(','));
    return at == text.length() ? Optional.of(elements) : Optional.empty();
  }

  private boolean readPair(Map<String, String> into) {
    skipBlanks();
    String name = token().toLowerCase(Locale.ROOT);
    if (name.isEmpty() || !isNext('=')) {
      return false;
    }
    String value = isNext('"') ? quoted() : token();
    skipBlanks();
    // The same name twice in one element is not allowed.
    return value != null && into.putIfAbsent(name, value) == null;
  }

  /** Also what must be quoted and often is not: colons and brackets of addresses. */
  private String token() {
    int start = at;
    while (at < text.length() && " \t,;=\"".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  /** What stands up to the closing quote; null if there is none. */
  private String quoted() {
    StringBuilder value = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return value.toString();
      }
      boolean escaped = c == '\\' && at < text.length();
      value.append(escaped ? text.charAt(at++) : c);
    }
    return null;
  }

  private boolean isNext(char c) {
    boolean found = at < text.length() && text.charAt(at) == c;
    if (found) {
      at++;
    }
    return found;
  }

  private void skipBlanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }
}
