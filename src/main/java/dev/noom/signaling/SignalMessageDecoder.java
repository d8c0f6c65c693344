package dev.noom.signaling;

import dev.noom.protocol.ErrorCode;
import dev.noom.protocol.InvalidMember;
import dev.noom.protocol.Refusal;
import dev.noom.protocol.SignalMessage;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import jakarta.websocket.Decoder;

/**
 * One JSON object as a message. JSON-B reads it by the annotations of {@link SignalMessage}, after
 * {@link MessageShape} has checked it; {@link NegotiationReader} reads the most frequent ones
 * faster.
 *
 * <p>The endpoint calls it, and not the container: the container would decode before the rate limit
 * is asked (docs/decisions/0028-one-codec.md).
 */
public class SignalMessageDecoder implements Decoder.Text<SignalMessage> {
  /** 64 KiB: ten times the largest session description of a room of eight. */
  static final int MAX_BYTES = 65_536;

  private static final Jsonb JSONB = JsonbBuilder.create();

  /** What is no message is found by decoding it. */
  @Override
  public boolean willDecode(String text) {
    return true;
  }

  /**
   * @throws UnreadableMessage {@code bad-message}, {@code unknown-type} or {@code too-large}
   */
  @Override
  public SignalMessage decode(String text) throws UnreadableMessage {
    try {
      requireSize(text);
      SignalMessage negotiation = NegotiationReader.read(text);
      return negotiation == null ? bind(text) : negotiation;
    } catch (Refusal refusal) {
      throw new UnreadableMessage(text, refusal);
    } catch (InvalidMember member) {
      throw new UnreadableMessage(text, new Refusal(ErrorCode.BAD_MESSAGE, member.getMessage()));
    } catch (RuntimeException notJson) {
      // Not only JsonException: Parsson throws a bare RuntimeException for a text nested too
      // deeply.
      throw new UnreadableMessage(text, StrictJson.notAnObject());
    }
  }

  private static SignalMessage bind(String text) throws Refusal {
    String type = type(text);
    MessageShape shape = MessageShape.of(type);
    if (shape == null) {
      throw new Refusal(ErrorCode.UNKNOWN_TYPE, "There is no such type of message.");
    }
    try {
      return JSONB.fromJson(shape.checked(type, text), SignalMessage.class);
    } catch (JsonbException e) {
      throw memberIn(e);
    }
  }

  private static String type(String text) throws Refusal {
    String type = null;
    try (StrictJson json = new StrictJson(text)) {
      for (String member = json.member(); member != null; member = json.member()) {
        if (member.equals("type")) {
          type = json.carried(member);
        } else {
          json.skip();
        }
      }
      json.end();
    }
    if (type == null) {
      throw new Refusal(ErrorCode.BAD_MESSAGE, "A message has a 'type', a string.");
    }
    return type;
  }

  /** The record's own word, which JSON-B has wrapped. */
  private static RuntimeException memberIn(JsonbException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidMember member) {
        return member;
      }
    }
    return e;
  }

  /** Counts bytes of UTF-8 only where the number of characters does not decide it. */
  private static void requireSize(String text) throws Refusal {
    if (isTooLarge(text)) {
      throw new Refusal(ErrorCode.TOO_LARGE, "A message has at most " + MAX_BYTES + " bytes.");
    }
  }

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
