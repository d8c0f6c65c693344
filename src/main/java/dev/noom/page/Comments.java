package dev.noom.page;

import java.util.regex.Pattern;

/**
 * Takes out of a module what is for its readers: a third of what a browser would load
 * (docs/performance.md). Lines keep their numbers, so that an error is found in the source.
 */
final class Comments {
  /** A block that has its lines to itself; possessive, because one may be long. */
  private static final Pattern BLOCK =
      Pattern.compile("^[ \\t]*+/\\*[^*]*+(?:\\*(?!/)[^*]*+)*+\\*/[ \\t]*+$", Pattern.MULTILINE);

  private Comments() {}

  static String without(String module) {
    return BLOCK
        .matcher(module)
        .replaceAll(
            block -> "\n".repeat((int) block.group().chars().filter(c -> c == '\n').count()));
  }
}
