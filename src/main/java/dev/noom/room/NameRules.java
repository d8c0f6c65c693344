package dev.noom.room;

import dev.noom.protocol.ErrorCode;
import dev.noom.protocol.Refusal;
import java.text.Normalizer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a name may be made of: visible characters of any script, with single spaces between them.
 * Two names that look the same are to be the same, as far as that can be told without knowing
 * alphabets (Unicode Technical Standard 39, section 5.4). {@code js/name-rules.js} has the same
 * rules, so that the page can say what is wrong before it asks the server.
 */
final class NameRules {
  /** Fits a tile and a log line. In code points, so that no script is at a disadvantage. */
  static final int MAX_LENGTH = 64;

  /** Marks without a letter, the same one twice, or more than four: they cover what is around. */
  private static final Pattern PILE =
      Pattern.compile("(?:^| )\\p{M}|(\\p{Mn})\\1|[\\p{Mn}\\p{Me}]{5}");

  private static final Pattern SPACES = Pattern.compile("\\p{Zs}+");

  /** Of England, Scotland and Wales: a black flag, then tag characters, which show nothing else. */
  private static final List<String> FLAGS = List.of(flag("gbeng"), flag("gbsct"), flag("gbwls"));

  /** Judged in place of such a flag. */
  private static final String PLAIN_FLAG = "\u2691";

  private NameRules() {}

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
    String name = withoutPadding(Normalizer.normalize(spaced, Normalizer.Form.NFC));
    if (name.isEmpty()) {
      throw new Refusal(code, subject + " is empty.");
    }
    requireVisible(name, code, subject);
    if (name.codePointCount(0, name.length()) > MAX_LENGTH) {
      throw tooLong(code, subject);
    }
    return name;
  }

  /**
   * Without what shows nothing at the ends: a name that was copied brings it along, and the person
   * cannot know of it.
   */
  private static String withoutPadding(String text) {
    int start = 0;
    while (start < text.length() && NameCharacters.isPadding(text.codePointAt(start))) {
      start += Character.charCount(text.codePointAt(start));
    }
    String name = text.substring(start);
    while (!name.isEmpty() && endsInPadding(name)) {
      name = name.substring(0, name.offsetByCodePoints(name.length(), -1));
    }
    return name;
  }

  private static boolean endsInPadding(String name) {
    int last = name.codePointBefore(name.length());
    if (!NameCharacters.isPadding(last) || FLAGS.stream().anyMatch(name::endsWith)) {
      return false;
    }
    // The heart in colour keeps its selector, and a letter its joiner where that changes the shape.
    boolean mayBelong = last == Joiners.JOINER || NameCharacters.isVariationSelector(last);
    int[] points = name.codePoints().toArray();
    return !mayBelong || NameCharacters.isUnseen(points, points.length - 1);
  }

  private static void requireVisible(String name, ErrorCode code, String subject) throws Refusal {
    String judged = name;
    for (String flag : FLAGS) {
      judged = judged.replace(flag, PLAIN_FLAG);
    }
    int[] points = judged.codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      if (NameCharacters.isUnseen(points, i)) {
        throw Refusal.ofCharacter(
            code,
            subject + " has a character that cannot be seen: ",
            NameCharacters.describe(points[i]));
      }
    }
    // Joiners between the marks would not make the pile lower.
    Matcher pile = PILE.matcher(judged.replaceAll("[\\u200C\\u200D]", ""));
    if (pile.find()) {
      int mark = pile.group().stripLeading().codePointAt(0);
      throw Refusal.ofCharacter(
          code, subject + " has marks that cover other letters: ", NameCharacters.describe(mark));
    }
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

  private static String flag(String region) {
    StringBuilder flag = new StringBuilder("\ud83c\udff4");
    region.chars().forEach(letter -> flag.appendCodePoint(0xE0000 + letter));
    return flag.appendCodePoint(0xE007F).toString();
  }

  private static Refusal tooLong(ErrorCode code, String subject) {
    return new Refusal(code, subject + " is longer than " + MAX_LENGTH + " characters.");
  }
}
