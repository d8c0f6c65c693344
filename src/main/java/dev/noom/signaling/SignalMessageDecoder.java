package dev.noom.signaling;

import dev.noom.protocol.ErrorCode;
import dev.noom.protocol.Refusal;
import dev.noom.protocol.SignalMessage;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import jakarta.json.stream.JsonParser;
import jakarta.websocket.Decoder;
import java.io.StringReader;
import java.util.Set;

/**
 * One JSON object as a message, by JSON-B; what is none becomes the {@link Refusal} to answer with.
 */
public class SignalMessageDecoder implements Decoder.Text<Received> {
  /** 64 KiB: ten times the largest session description of a room of eight. */
  static final int MAX_BYTES = 65_536;

  private static final Set<String> FROM_A_BROWSER =
      Set.of("join", "offer", "answer", "ice", "leave");
  private static final Jsonb JSONB = JsonbBuilder.create();

  @Override
  public boolean willDecode(String text) {
    return true;
  }

  @Override
  public Received decode(String text) {
    try {
      if (isTooLarge(text)) {
        throw new Refusal(ErrorCode.TOO_LARGE, "A message has at most " + MAX_BYTES + " bytes.");
      }
      return Received.message(read(text));
    } catch (Refusal refusal) {
      return Received.refused(refusal);
    }
  }

  private static SignalMessage read(String text) throws Refusal {
    String type = type(text);
    if (!FROM_A_BROWSER.contains(type)) {
      throw new Refusal(ErrorCode.UNKNOWN_TYPE, "There is no such type of message.");
    }
    try {
      return JSONB.fromJson(text, SignalMessage.class);
    } catch (JsonbException e) {
      throw new Refusal(ErrorCode.BAD_MESSAGE, sentence(type, e));
    }
  }

  /**
   * Strict where JSON-B is generous: it takes an array of one message for a message, and what
   * follows for nothing.
   */
  private static String type(String text) throws Refusal {
    JsonObject object;
    try (JsonParser parser = Json.createParser(new StringReader(text))) {
      parser.next();
      object = parser.getObject();
      // Throws if anything but white space follows.
      parser.hasNext();
    } catch (RuntimeException notAnObject) {
      // Not only JsonException: Parsson throws a bare RuntimeException for a text nested too
      // deeply.
      throw new Refusal(ErrorCode.BAD_MESSAGE, "A message is a JSON object.");
    }
    if (!(object.get("type") instanceof JsonString type)) {
      throw new Refusal(ErrorCode.BAD_MESSAGE, "A message has a 'type', a string.");
    }
    return type.getString();
  }

  private static String sentence(String type, Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof IllegalArgumentException
          && t.getMessage() != null
          && t.getMessage().startsWith("The member")) {
        return t.getMessage();
      }
    }
    return "A member of '" + type + "' has the wrong shape.";
  }

  /** Counts bytes of UTF-8 only where the number of characters does not decide it. */
  private static boolean isTooLarge(String text) {
    if (text.length() > MAX_BYTES) {
      return true;
    }
    if (text.length() * 3 <= MAX_BYTES) {
      return false;
    }
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Each half of a surrogate pair counts for two of the pair's four bytes.
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes > MAX_BYTES;
  }
}
