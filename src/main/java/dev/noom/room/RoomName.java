package dev.noom.room;

import dev.noom.protocol.ErrorCode;
import dev.noom.protocol.Refusal;
import java.util.Locale;

/**
 * The name of a room. A bad one cannot exist; two that differ only in case or in Unicode
 * composition are one room, with one {@link #key()}.
 */
public record RoomName(String text, String key) {

  /**
   * @throws Refusal {@code bad-room}
   */
  public static RoomName of(String text) throws Refusal {
    String name = NameRules.check(text, ErrorCode.BAD_ROOM, "A room's name");
    // One segment of a path. A backslash and three dots are harmless there, but not to Payara.
    if (name.matches(".*[/\\\\].*|\\.+")) {
      throw new Refusal(
          ErrorCode.BAD_ROOM, "A room's name has no '/' or '\\' and is not all dots.");
    }
    // Upper, then lower: the two together fold what either leaves apart, such as the final sigma.
    return new RoomName(name, name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
  }

  /** For the log, where it stands in quotes: none of its own can end it. */
  @Override
  public String toString() {
    return text.replace("\"", "\\\"");
  }
}
