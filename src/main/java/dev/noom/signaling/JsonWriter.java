package dev.noom.signaling;

import dev.noom.protocol.RawJson;
import java.util.List;
import java.util.function.BiConsumer;

/** Writes JSON objects (RFC 8259); a string or a number that is null is left out. */
final class JsonWriter {
  /** For the names, the braces and a few escapes. */
  private static final int OVERHEAD = 256;

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder text;

  JsonWriter(int size) {
    text = new StringBuilder(size + OVERHEAD);
  }

  /** An object, until {@link #end}. */
  JsonWriter begin() {
    text.append('{');
    return this;
  }

  JsonWriter member(String name, String value) {
    return value == null ? this : name(name).quoted(value);
  }

  JsonWriter member(String name, RawJson value) {
    name(name).text.append(value.json());
    return this;
  }

  JsonWriter member(String name, Integer value) {
    if (value != null) {
      name(name).text.append(value.intValue());
    }
    return this;
  }

  JsonWriter member(String name, boolean value) {
    name(name).text.append(value);
    return this;
  }

  /** An array of whatever is written for each. */
  <T> JsonWriter member(String name, List<T> elements, BiConsumer<JsonWriter, T> each) {
    name(name);
    char separator = '[';
    for (T element : elements) {
      text.append(separator);
      each.accept(this, element);
      separator = ',';
    }
    text.append(elements.isEmpty() ? "[]" : "]");
    return this;
  }

  /** The name of a member whose value comes next. */
  JsonWriter name(String name) {
    if (text.charAt(text.length() - 1) != '{') {
      text.append(',');
    }
    quoted(name).text.append(':');
    return this;
  }

  JsonWriter end() {
    text.append('}');
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /**
   * Section 7: quotation mark, reverse solidus and control characters are escaped; whole runs
   * without any are copied.
   */
  JsonWriter quoted(String value) {
    text.append('"');
    int copied = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < 0x20 || c == '"' || c == '\\') {
        text.append(value, copied, i);
        escape(c);
        copied = i + 1;
      }
    }
    text.append(value, copied, value.length()).append('"');
    return this;
  }

  private void escape(char c) {
    switch (c) {
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      case '"', '\\' -> text.append('\\').append(c);
      default -> text.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
    }
  }
}
