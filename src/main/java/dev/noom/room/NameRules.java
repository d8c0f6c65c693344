package dev.noom.room;

import dev.noom.protocol.ErrorCode;
import dev.noom.protocol.Refusal;
import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * What a name may be made of: visible characters of any script, with single spaces between them.
 * Two names that look the same are to be the same, as far as that can be told without knowing
 * alphabets (Unicode Technical Standard 39, section 5.4).
 */
final class NameRules {
  /** Fits a tile and a log line. In code points, so that no script is at a disadvantage. */
  static final int MAX_LENGTH = 64;

  /**
   * All of Unicode's C categories (control, format, surrogate, private use, unassigned) and the
   * line and paragraph separators: they are invisible, reorder the text around them, or break a log
   * line. The zero-width joiner is spared, because emoji and several scripts are written with it.
   */
  private static final String INVISIBLE = "[\\p{C}\\p{Zl}\\p{Zp}&&[^\\u200D]]";

  /** Letters, marks and symbols by their category, and nothing to the eye. */
  private static final String BLANK =
      "[\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180D\\u180F\\u2800\\u3164\\uFE00-\\uFE0D\\uFFA0"
          + "\\x{E0100}-\\x{E01EF}]";

  private static final String SYMBOL = "\\p{So}\\u2190-\\u21FF\\u25FB-\\u25FE";

  /** Scripts that write with joiners, after the mark that takes a consonant's vowel. */
  private static final String JOINING_MARK =
      "[\\p{Mn}&&[\\p{IsDevanagari}\\p{IsBengali}\\p{IsGurmukhi}\\p{IsGujarati}\\p{IsOriya}\\p{IsTamil}"
          + "\\p{IsTelugu}\\p{IsKannada}\\p{IsMalayalam}\\p{IsSinhala}\\p{IsKhmer}\\p{IsMyanmar}]]";

  /** Half of the emoji are symbols that ask to be shown in colour; elsewhere it shows nothing. */
  private static final String LOST_VARIATION =
      after("[" + SYMBOL + "\\u203C\\u2049\\u3030\\u303D]") + "[\\uFE0E\\uFE0F](?!\\u20E3)";

  /** Between two symbols it makes one of them, and after such a mark it has a meaning. */
  private static final String LOST_JOINER =
      after("[" + SYMBOL + "\\uFE0F\\x{1F3FB}-\\x{1F3FF}" + JOINING_MARK + "]")
          + "\\u200D|"
          + after(JOINING_MARK)
          + "\\u200D(?!["
          + SYMBOL
          + "])";

  private static final Pattern UNSEEN =
      Pattern.compile(String.join("|", INVISIBLE, BLANK, LOST_VARIATION, LOST_JOINER));

  /** Marks without a letter, the same one twice, or more than four: they cover what is around. */
  private static final Pattern PILE =
      Pattern.compile("(?:^| )\\p{M}|(\\p{Mn})\\1|[\\p{Mn}\\p{Me}]{5}");

  private static final Pattern SPACES = Pattern.compile("\\p{Zs}+");

  private NameRules() {}

  /** After anything else. Not by looking behind, which in Java sees half of an emoji. */
  private static String after(String expected) {
    return "(?:^|[^" + expected + "])";
  }

  static String check(String text, ErrorCode code, String subject) throws Refusal {
    if (text == null) {
      throw new Refusal(code, subject + " is missing.");
    }
    // Before anything that takes time: normalization may shrink a text, but not by that much.
    if (text.length() > 8 * MAX_LENGTH) {
      throw tooLong(code, subject);
    }
    if (isPlain(text)) {
      return text;
    }
    String spaced = SPACES.matcher(text).replaceAll(" ");
    String name = Normalizer.normalize(spaced, Normalizer.Form.NFC).strip();
    if (name.isEmpty()) {
      throw new Refusal(code, subject + " is empty.");
    }
    if (UNSEEN.matcher(name).find()) {
      throw new Refusal(code, subject + " has a character that cannot be seen.");
    }
    if (PILE.matcher(name).find()) {
      throw new Refusal(code, subject + " has marks that cover other letters.");
    }
    if (name.codePointCount(0, name.length()) > MAX_LENGTH) {
      throw tooLong(code, subject);
    }
    return name;
  }

  /** Most names are, and the rules below have nothing to say about them. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isPlain = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
      if (!isPlain && c != '-') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= MAX_LENGTH;
  }

  private static Refusal tooLong(ErrorCode code, String subject) {
    return new Refusal(code, subject + " is longer than " + MAX_LENGTH + " characters.");
  }
}
