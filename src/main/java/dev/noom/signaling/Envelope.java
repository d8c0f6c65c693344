package dev.noom.signaling;

import dev.noom.protocol.ErrorCode;
import dev.noom.protocol.IceCandidate;
import dev.noom.protocol.Opaque;
import dev.noom.protocol.Refusal;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a frame says as far as the server needs it: the members of the relayed messages, and the
 * cause of a trouble, read in one strict pass. Strict where JSON-B is generous: that takes an array
 * of one message for a message, a number for a string, and whatever follows for nothing; and it
 * needs three times as long (docs/performance.md).
 */
record Envelope(
    String type,
    String name,
    String resume,
    String visit,
    String to,
    Opaque sdp,
    List<IceCandidate> candidates,
    String cause) {
  /** Longer than any id of ours. In characters, like the following. */
  private static final int MAX_ID = 64;

  /** The longest that browsers write have 200, with an IPv6 address and extensions. */
  private static final int MAX_CANDIDATE = 1_024;

  /** RFC 8839, section 5.4, for the fragment; a media section's id is a digit or two. */
  private static final int MAX_FRAGMENT = 256;

  /** A computer with a dozen networks gathers half as many, and not at once. */
  private static final int MAX_CANDIDATES = 256;

  /** Our own messages have 3: an object in an array in an object. */
  private static final int MAX_DEPTH = 16;

  /**
   * Kept: finding the provider searches the class path, and the static methods of {@code Json} do
   * so each time.
   */
  private static final JsonParserFactory PARSERS =
      JsonProvider.provider().createParserFactory(Map.of());

  /**
   * @throws Refusal {@code bad-message}
   */
  static Envelope read(String text) throws Refusal {
    // Only an escape can bring half a surrogate pair, which has no UTF-8 and would break the
    // receiver's connection.
    boolean mayBeMalformed = text.contains("\\u");
    try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
      if (parser.next() != Event.START_OBJECT) {
        throw notAnObject();
      }
      Envelope envelope = members(parser, text);
      // Throws if anything but white space follows.
      parser.hasNext();
      if (mayBeMalformed && !envelope.isWellFormed()) {
        throw new Refusal(ErrorCode.BAD_MESSAGE, "A string has half a surrogate pair.");
      }
      return envelope;
    } catch (RuntimeException notJson) {
      // Not only JsonException: Parsson throws a bare RuntimeException for a text nested too
      // deeply.
      throw notAnObject();
    }
  }

  private boolean isWellFormed() {
    StringBuilder all = new StringBuilder();
    Stream.of(type, to, sdp == null ? null : sdp.text())
        .filter(Objects::nonNull)
        .forEach(text -> all.append(text).append(' '));
    if (candidates != null) {
      candidates.forEach(candidate -> all.append(candidate).append(' '));
    }
    return StandardCharsets.UTF_8.newEncoder().canEncode(all);
  }

  private static Envelope members(JsonParser parser, String text) throws Refusal {
    String type = null;
    String name = null;
    String resume = null;
    String visit = null;
    String to = null;
    Opaque sdp = null;
    List<IceCandidate> candidates = null;
    String cause = null;
    while (parser.next() != Event.END_OBJECT) {
      String member = parser.getString();
      switch (member) {
        case "type" -> type = string(parser, member);
        // Their own rules are checked by whoever reads them: NameRules, ResumeTokens, Join.
        case "name" -> name = string(parser, member);
        case "resume" -> resume = string(parser, member);
        case "visit" -> visit = string(parser, member);
        case "to" -> to = string(parser, member, MAX_ID);
        case "sdp" -> sdp = opaque(parser, text);
        case "candidates" -> candidates = candidates(parser);
        case "cause" -> cause = string(parser, member, MAX_ID);
        default -> skip(parser);
      }
    }
    if (type == null) {
      throw new Refusal(ErrorCode.BAD_MESSAGE, "A message has a 'type', a string.");
    }
    return new Envelope(type, name, resume, visit, to, sdp, candidates, cause);
  }

  private static List<IceCandidate> candidates(JsonParser parser) throws Refusal {
    Event event = parser.next();
    if (event == Event.VALUE_NULL) {
      return null;
    }
    expect(event == Event.START_ARRAY, "candidates");
    List<IceCandidate> candidates = new ArrayList<>(4);
    while ((event = parser.next()) != Event.END_ARRAY) {
      expect(event == Event.START_OBJECT && candidates.size() < MAX_CANDIDATES, "candidates");
      candidates.add(candidate(parser));
    }
    return candidates;
  }

  private static IceCandidate candidate(JsonParser parser) throws Refusal {
    String candidate = null;
    String sdpMid = null;
    Integer sdpMLineIndex = null;
    String usernameFragment = null;
    while (parser.next() != Event.END_OBJECT) {
      String member = parser.getString();
      switch (member) {
        case "candidate" -> candidate = string(parser, member, MAX_CANDIDATE);
        case "sdpMid" -> sdpMid = string(parser, member, MAX_FRAGMENT);
        case "sdpMLineIndex" -> sdpMLineIndex = integer(parser, member);
        case "usernameFragment" -> usernameFragment = string(parser, member, MAX_FRAGMENT);
        default -> skip(parser);
      }
    }
    expect(candidate != null, "candidate");
    return new IceCandidate(candidate, sdpMid, sdpMLineIndex, usernameFragment);
  }

  private static String string(JsonParser parser, String member) throws Refusal {
    Event event = parser.next();
    expect(event == Event.VALUE_STRING || event == Event.VALUE_NULL, member);
    return event == Event.VALUE_NULL ? null : parser.getString();
  }

  private static String string(JsonParser parser, String member, int longest) throws Refusal {
    String text = string(parser, member);
    expect(text == null || text.length() <= longest, member);
    return text;
  }

  /** Cut out as it stands: the parser has checked it, and says where it ends. */
  private static Opaque opaque(JsonParser parser, String text) throws Refusal {
    int begin = (int) parser.getLocation().getStreamOffset();
    Event event = parser.next();
    expect(event == Event.VALUE_STRING || event == Event.VALUE_NULL, "sdp");
    if (event == Event.VALUE_NULL) {
      return null;
    }
    int end = (int) parser.getLocation().getStreamOffset();
    return new Opaque(text.substring(text.indexOf('"', begin), end));
  }

  /** From 0 to 999; read as text, because a number may be as long as the frame. */
  private static Integer integer(JsonParser parser, String member) throws Refusal {
    Event event = parser.next();
    if (event == Event.VALUE_NULL) {
      return null;
    }
    expect(event == Event.VALUE_NUMBER, member);
    String digits = parser.getString();
    expect(digits.length() <= 3 && digits.chars().allMatch(Character::isDigit), member);
    return Integer.valueOf(digits);
  }

  /** Not by {@code skipObject}: Parsson's never returns where the text ends too early. */
  private static void skip(JsonParser parser) throws Refusal {
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

  private static void expect(boolean right, String member) throws Refusal {
    if (!right) {
      throw new Refusal(
          ErrorCode.BAD_MESSAGE,
          "The member '" + member + "' is missing, too long or has the wrong shape.");
    }
  }

  private static Refusal notAnObject() {
    return new Refusal(ErrorCode.BAD_MESSAGE, "A message is a JSON object.");
  }
}
