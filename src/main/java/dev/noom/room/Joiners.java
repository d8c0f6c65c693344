package dev.noom.room;

import java.text.Normalizer;

/**
 * Where the two joiners change how a name looks, and so belong to it: the rules CONTEXTJ of UTS 46
 * (RFC 5892, appendices A.1 and A.2). {@code js/joiners.js} has the same rules.
 */
final class Joiners {
  static final int NON_JOINER = 0x200C;
  static final int JOINER = 0x200D;

  private Joiners() {}

  static boolean isJoiner(int c) {
    return c == NON_JOINER || c == JOINER;
  }

  /**
   * @param name code points
   * @param at the index of a joiner
   */
  static boolean isAtHome(int[] name, int at) {
    if (at > 0 && isVirama(name[at - 1])) {
      return true;
    }
    return name[at] == JOINER ? comesBeforeVirama(name, at) : separatesLetters(name, at);
  }

  /** Between two letters that would connect; the marks on them do not count. */
  private static boolean separatesLetters(int[] name, int at) {
    int before = at - 1;
    while (before >= 0 && JoiningTypes.isTransparent(name[before])) {
      before--;
    }
    int after = at + 1;
    while (after < name.length && JoiningTypes.isTransparent(name[after])) {
      after++;
    }
    return before >= 0
        && after < name.length
        && JoiningTypes.joinsNext(name[before])
        && JoiningTypes.joinsPrevious(name[after]);
  }

  /**
   * Between a letter and its virama, which CONTEXTJ leaves out: Bengali and Kannada write a "ra"
   * like this, Sinhala two letters that touch (Unicode Standard, sections 12.2, 12.8 and 13.2).
   */
  private static boolean comesBeforeVirama(int[] name, int at) {
    return at > 0
        && at + 1 < name.length
        && Character.getType(name[at - 1]) == Character.OTHER_LETTER
        && isVirama(name[at + 1]);
  }

  /**
   * Canonical_Combining_Class=Virama (9), which Java does not tell. But normalization sorts marks
   * by their class: a virama goes before U+05B0 (class 10) and after U+3099 (class 8).
   */
  private static boolean isVirama(int c) {
    int type = Character.getType(c);
    if (type != Character.NON_SPACING_MARK && type != Character.COMBINING_SPACING_MARK) {
      return false;
    }
    String mark = Character.toString(c);
    return !"\u05B0\u3099".contains(mark)
        && isSorted(mark, "\u05B0") // class 9 or less
        && isSorted("\u3099", mark); // class 9 or more
  }

  private static boolean isSorted(String first, String second) {
    return Normalizer.normalize(second + first, Normalizer.Form.NFD).equals(first + second);
  }
}
