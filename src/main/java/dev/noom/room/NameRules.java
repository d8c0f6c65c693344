package dev.noom.room;

import dev.noom.protocol.ErrorCode;
import dev.noom.protocol.Refusal;
import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * What a name may be made of: visible characters of any script, with single spaces between them.
 */
final class NameRules {
  /** Fits a tile and a log line. In code points, so that no script is at a disadvantage. */
  static final int MAX_LENGTH = 64;

  /**
   * All of Unicode's C categories (control, format, surrogate, private use, unassigned) and the
   * line and paragraph separators: they are invisible, reorder the text around them, or break a log
   * line. The zero-width joiner is spared, because emoji and several scripts are written with it.
   */
  private static final Pattern FORBIDDEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}&&[^\\u200D]]");

  private static final Pattern SPACES = Pattern.compile("\\p{Zs}+");

  private NameRules() {}

  static String check(String text, ErrorCode code, String subject) throws Refusal {
    if (text == null) {
      throw new Refusal(code, subject + " is missing.");
    }
    // Before anything that takes time: normalization may shrink a text, but not by that much.
    if (text.length() > 8 * MAX_LENGTH) {
      throw tooLong(code, subject);
    }
    if (FORBIDDEN.matcher(text).find()) {
      throw new Refusal(code, subject + " has a character that cannot be shown.");
    }
    String spaced = SPACES.matcher(text).replaceAll(" ");
    String name = Normalizer.normalize(spaced, Normalizer.Form.NFC).strip();
    if (name.isEmpty() || name.equals("\u200D")) {
      throw new Refusal(code, subject + " is empty.");
    }
    if (name.codePointCount(0, name.length()) > MAX_LENGTH) {
      throw tooLong(code, subject);
    }
    return name;
  }

  private static Refusal tooLong(ErrorCode code, String subject) {
    return new Refusal(code, subject + " is longer than " + MAX_LENGTH + " characters.");
  }
}
