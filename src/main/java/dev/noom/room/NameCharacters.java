package dev.noom.room;

import java.util.regex.Pattern;

/**
 * What one character of a name is to somebody who reads it. {@code js/name-characters.js} has the
 * same rules, and the two share the cases in {@code src/test/resources/names}.
 */
final class NameCharacters {
  /** Letters, marks and symbols by their category, and nothing to the eye. */
  private static final Pattern BLANK =
      Pattern.compile(
          "[\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180D\\u180F\\u2800\\u3164\\uFE00-\\uFE0D"
              + "\\uFFA0\\x{E0100}-\\x{E01EF}]");

  /**
   * Emoji newer than this Java are symbols too: Unicode keeps U+1F300 to U+1FAFF for pictures.
   * Plain arrows and four squares are mathematical symbols by their category, and emoji all the
   * same.
   */
  private static final Pattern SYMBOL =
      Pattern.compile("[\\p{So}\\u2190-\\u21FF\\u25FB-\\u25FE\\x{1F300}-\\x{1FAFF}]");

  /** What can be shown as text or in colour: a variation selector after it says which. */
  private static final Pattern TWO_FACED =
      Pattern.compile(SYMBOL + "|[\\u203C\\u2049\\u2139\\u2934\\u2935\\u3030\\u303D]");

  /** Format characters that show a sign around the digits after them. */
  private static final Pattern SIGN =
      Pattern.compile("[\\u0600-\\u0605\\u06DD\\u070F\\u0890\\u0891\\u08E2\\x{110BD}\\x{110CD}]");

  private static final Pattern SPACE = Pattern.compile("[\\p{Z}\\t-\\r\\x1C-\\x1F\\x85]");

  private static final int KEYCAP = 0x20E3;

  private NameCharacters() {}

  /**
   * All of Unicode's C categories (control, format, surrogate, private use, unassigned) and the
   * line and paragraph separators show nothing, reorder the text around them, or break a log line.
   *
   * @param name code points
   */
  static boolean isUnseen(int[] name, int at) {
    int c = name[at];
    if (Joiners.isJoiner(c)) {
      return !Joiners.isAtHome(name, at) && !joinsSymbols(name, at);
    }
    if (isVariationSelector(c)) {
      boolean isKeycap = at + 1 < name.length && name[at + 1] == KEYCAP;
      return !isKeycap && !(at > 0 && is(TWO_FACED, name[at - 1]));
    }
    return switch (Character.getType(c)) {
      case Character.UNASSIGNED -> !is(SYMBOL, c);
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> is(BLANK, c);
    };
  }

  /** Whether the character, at an end of a name, is nothing that the person can have meant. */
  static boolean isPadding(int c) {
    return is(SPACE, c)
        || is(BLANK, c)
        || isVariationSelector(c)
        || (Character.getType(c) == Character.FORMAT && !is(SIGN, c));
  }

  /** As somebody who is to find it needs it: {@code U+202E RIGHT-TO-LEFT OVERRIDE}. */
  static String describe(int c) {
    String name = Character.getName(c);
    return String.format("U+%04X", c) + (name == null ? "" : " " + name);
  }

  /** Variation selectors 15 and 16: text or colour. */
  static boolean isVariationSelector(int c) {
    return c == 0xFE0E || c == 0xFE0F;
  }

  /** A woman and a computer, with a joiner between them, are one emoji. */
  private static boolean joinsSymbols(int[] name, int at) {
    if (name[at] != Joiners.JOINER || at == 0 || at + 1 == name.length) {
      return false;
    }
    int before = name[at - 1];
    boolean isSymbol = is(SYMBOL, before) || before == 0xFE0F || isSkinTone(before);
    return isSymbol && is(SYMBOL, name[at + 1]);
  }

  private static boolean isSkinTone(int c) {
    return c >= 0x1F3FB && c <= 0x1F3FF;
  }

  private static boolean is(Pattern kind, int c) {
    return kind.matcher(Character.toString(c)).matches();
  }
}
