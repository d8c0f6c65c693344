package dev.noom.room;

import dev.noom.protocol.ErrorCode;
import dev.noom.protocol.Refusal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a room. A bad one cannot exist. Two that differ only in case, in Unicode composition
 * or in the colour of a symbol are one room, with one {@link #key()}.
 */
public record RoomName(String text, String key) {
  private static final Pattern NO_SEGMENT = Pattern.compile("[/\\\\]|^\\.+$");

  /**
   * @throws Refusal {@code bad-room}
   */
  public static RoomName of(String text) throws Refusal {
    String name = NameRules.check(text, ErrorCode.BAD_ROOM, "A room's name");
    // One segment of a path. A backslash and three dots are harmless there, but not to Payara.
    Matcher separator = NO_SEGMENT.matcher(name);
    if (separator.find()) {
      throw Refusal.ofCharacter(
          ErrorCode.BAD_ROOM,
          "A room's name has no '/' or '\\' and is not all dots: ",
          NameCharacters.describe(separator.group().charAt(0)));
    }
    // Upper, then lower: the two together fold what either leaves apart, such as the final sigma.
    String folded = name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return new RoomName(name, folded.replaceAll("[\\uFE0E\\uFE0F]", ""));
  }

  /** For the log, where it stands in quotes: none of its own can end it. */
  @Override
  public String toString() {
    return text.replace("\"", "\\\"");
  }
}
