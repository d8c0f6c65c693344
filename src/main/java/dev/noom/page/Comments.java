package dev.noom.page;

import java.util.regex.Pattern;

/**
 * Takes out of a file what is for its readers, comments and indentation: a third of what a browser
 * would load (docs/performance.md). Lines keep their numbers, so that an error is found in the
 * source. A template literal of several lines must not be indented: it would lose that. No string
 * may hold what looks like a JSDoc comment, a slash, two asterisks and a space: it would lose it.
 */
final class Comments {
  /** What has its lines to itself; possessive, because a block may be long. */
  private static final String BLOCK = "/\\*[^*]*+(?:\\*(?!/)[^*]*+)*+\\*/[ \\t]*+";

  private static final String LINE = "//.*+";
  private static final Pattern IN_MODULES = alone(BLOCK + "|" + LINE);

  /** A type beside the code that has it. */
  private static final Pattern JSDOC_IN_A_LINE =
      Pattern.compile("(?<![\\w$])/\\*\\* [^*\\n]*+(?:\\*(?!/)[^*\\n]*+)*+\\*/[ \\t]*+");

  private static final Pattern IN_STYLES = alone(BLOCK);
  private static final Pattern INDENTATION = Pattern.compile("^[ \\t]++", Pattern.MULTILINE);

  private Comments() {}

  static String outOfModule(String module) {
    return JSDOC_IN_A_LINE.matcher(without(IN_MODULES, module)).replaceAll("");
  }

  static String outOfStyles(String styles) {
    return without(IN_STYLES, styles);
  }

  private static Pattern alone(String comment) {
    return Pattern.compile("^[ \\t]*+(?:" + comment + ")$", Pattern.MULTILINE);
  }

  private static String without(Pattern comment, String file) {
    String code =
        comment
            .matcher(file)
            .replaceAll(
                found -> "\n".repeat((int) found.group().chars().filter(c -> c == '\n').count()));
    return INDENTATION.matcher(code).replaceAll("");
  }
}
