package dev.noom.signaling;

import dev.noom.protocol.ErrorCode;
import dev.noom.protocol.InvalidMember;
import dev.noom.protocol.RawJson;
import dev.noom.protocol.Refusal;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One JSON object, read token by token. Strict where JSON-B is generous: JSON-B takes an array of
 * one message for a message and a number for a string, and does not see what follows a message.
 *
 * <p>The parser throws different exceptions for what is not JSON. {@link SignalMessageDecoder}
 * catches them all.
 */
final class StrictJson implements AutoCloseable {
  /** Our own messages have 3: an object in an array in an object. */
  private static final int MAX_DEPTH = 16;

  /** 9 digits fit into an int. A number may be as long as the frame, so it is read as text. */
  private static final int MAX_DIGITS = 9;

  /** A number of a line of the chat has 13; a browser is exact up to 15. */
  private static final int MAX_LONG_DIGITS = 15;

  /**
   * Kept: finding the provider searches the class path, and the static methods of {@code Json} do
   * so each time.
   */
  private static final JsonParserFactory PARSERS =
      JsonProvider.provider().createParserFactory(Map.of());

  private final JsonParser parser;
  private final String text;

  /**
   * Whether a string may have half a surrogate pair. Only an escape can bring one. It has no UTF-8
   * and would break the connection of a receiver.
   */
  private final boolean mayBeMalformed;

  /**
   * Begins to read an object.
   *
   * @throws Refusal {@code bad-message} if the text is something else
   */
  StrictJson(String text) throws Refusal {
    this.text = text;
    mayBeMalformed = text.contains("\\u");
    parser = PARSERS.createParser(new StringReader(text));
    if (parser.next() != Event.START_OBJECT) {
      throw notAnObject();
    }
  }

  static Refusal notAnObject() {
    return new Refusal(ErrorCode.BAD_MESSAGE, "A message is a JSON object.");
  }

  /** The name of the next member of the object that is being read; null at its end. */
  String member() {
    return parser.next() == Event.END_OBJECT ? null : parser.getString();
  }

  /** Throws if anything but white space follows the message. */
  void end() {
    parser.hasNext();
  }

  /** How far the text is read, in characters. */
  int position() {
    return (int) parser.getLocation().getStreamOffset();
  }

  /**
   * The value that was read last, as it stands.
   *
   * @param begin the position after its name; whether that is before the colon depends on the
   *     parser
   */
  String valueSince(int begin) {
    String value = text.substring(begin, position()).strip();
    return value.startsWith(":") ? value.substring(1) : value;
  }

  /** A string or null. */
  String string(String member) {
    Event event = parser.next();
    expect(event == Event.VALUE_STRING || event == Event.VALUE_NULL, member);
    return event == Event.VALUE_NULL ? null : parser.getString();
  }

  /**
   * A string or null that travels on to a peer.
   *
   * @throws Refusal {@code bad-message} if it has half a surrogate pair
   */
  String carried(String member) throws Refusal {
    String string = string(member);
    if (mayBeMalformed && string != null) {
      requireWellFormed(string);
    }
    return string;
  }

  /** The same, cut out as it stands: the parser has checked it, and says where it ends. */
  RawJson raw(String member) throws Refusal {
    int begin = position();
    Event event = parser.next();
    expect(event == Event.VALUE_STRING || event == Event.VALUE_NULL, member);
    if (event == Event.VALUE_NULL) {
      return null;
    }
    if (mayBeMalformed) {
      requireWellFormed(parser.getString());
    }
    return new RawJson(text.substring(text.indexOf('"', begin), position()));
  }

  private static void requireWellFormed(String string) throws Refusal {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(string)) {
      throw new Refusal(ErrorCode.BAD_MESSAGE, "A string has half a surrogate pair.");
    }
  }

  /** A whole number, not negative, or null. */
  Integer number(String member) {
    String digits = digits(member, MAX_DIGITS);
    return digits == null ? null : Integer.valueOf(digits);
  }

  /** The same, and it may be longer. */
  void longNumber(String member) {
    digits(member, MAX_LONG_DIGITS);
  }

  private String digits(String member, int most) {
    Event event = parser.next();
    if (event == Event.VALUE_NULL) {
      return null;
    }
    expect(event == Event.VALUE_NUMBER, member);
    String digits = parser.getString();
    expect(digits.length() <= most && digits.chars().allMatch(Character::isDigit), member);
    return digits;
  }

  /** True, false or null. */
  void truth(String member) {
    Event event = parser.next();
    expect(
        event == Event.VALUE_TRUE || event == Event.VALUE_FALSE || event == Event.VALUE_NULL,
        member);
  }

  /**
   * Begins an array.
   *
   * @return false if there is null instead
   */
  boolean array(String member) {
    return begins(Event.START_ARRAY, member);
  }

  /**
   * Begins an object.
   *
   * @return false if there is null instead
   */
  boolean object(String member) {
    return begins(Event.START_OBJECT, member);
  }

  private boolean begins(Event start, String member) {
    Event event = parser.next();
    expect(event == start || event == Event.VALUE_NULL, member);
    return event == start;
  }

  /** An array of strings that travel on to a peer, or null. */
  void strings(String member) throws Refusal {
    if (array(member)) {
      for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
        expect(event == Event.VALUE_STRING, member);
        if (mayBeMalformed) {
          requireWellFormed(parser.getString());
        }
      }
    }
  }

  /**
   * Begins the next object of an array.
   *
   * @return false at the end of the array
   */
  boolean element(String member) {
    Event event = parser.next();
    expect(event == Event.START_OBJECT || event == Event.END_ARRAY, member);
    return event == Event.START_OBJECT;
  }

  /** Not by {@code skipObject}: Parsson's never returns where the text ends too early. */
  void skip() throws Refusal {
    int depth = 0;
    do {
      switch (parser.next()) {
        case START_OBJECT, START_ARRAY -> depth++;
        case END_OBJECT, END_ARRAY -> depth--;
        default -> {}
      }
      if (depth > MAX_DEPTH) {
        throw new Refusal(ErrorCode.BAD_MESSAGE, "The message is nested too deeply.");
      }
    } while (depth > 0);
  }

  private static void expect(boolean right, String member) {
    if (!right) {
      throw InvalidMember.ofShape(member);
    }
  }

  @Override
  public void close() {
    parser.close();
  }
}
