package dev.noom.room;

import dev.noom.protocol.ErrorCode;
import dev.noom.protocol.Refusal;
import dev.noom.protocol.SignalMessage.Chat;

/** What a line of the chat may be made of: anything that a person can read, and not too much. */
final class ChatText {
  /** A page of text. In code points, so that no script is at a disadvantage. */
  static final int MAX_LENGTH = 2_000;

  private ChatText() {}

  /**
   * @throws Refusal {@code bad-text}
   */
  static void check(Chat line) throws Refusal {
    String text = line.text();
    if (text.codePointCount(0, text.length()) > MAX_LENGTH) {
      String sentence = "A line is longer than " + MAX_LENGTH + " characters.";
      throw Refusal.ofLimit(ErrorCode.BAD_TEXT, sentence, MAX_LENGTH).ofLine(line.ref());
    }
    int[] points = text.codePoints().toArray();
    boolean isEmpty = true;
    for (int point : points) {
      if (Character.getType(point) == Character.CONTROL && point != '\n') {
        String character = NameCharacters.describe(point);
        String start = "A line has a control character: ";
        throw Refusal.ofCharacter(ErrorCode.BAD_TEXT, start, character).ofLine(line.ref());
      }
      isEmpty = isEmpty && NameCharacters.isPadding(point);
    }
    if (isEmpty) {
      throw new Refusal(ErrorCode.BAD_TEXT, "A line is empty.").ofLine(line.ref());
    }
  }
}
