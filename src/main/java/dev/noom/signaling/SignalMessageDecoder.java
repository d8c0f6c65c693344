package dev.noom.signaling;

import dev.noom.protocol.ErrorCode;
import dev.noom.protocol.Refusal;
import dev.noom.protocol.SignalMessage;
import dev.noom.protocol.SignalMessage.Answer;
import dev.noom.protocol.SignalMessage.Ice;
import dev.noom.protocol.SignalMessage.Join;
import dev.noom.protocol.SignalMessage.Leave;
import dev.noom.protocol.SignalMessage.Offer;
import dev.noom.protocol.SignalMessage.Ping;
import dev.noom.protocol.SignalMessage.Standby;
import dev.noom.protocol.SignalMessage.Trouble;

/**
 * One JSON object as a message. Not a decoder of the container's: that would decode before anybody
 * could ask whether the sender is within his {@link Allowance} (docs/decisions/0002).
 */
final class SignalMessageDecoder {
  /** 64 KiB: ten times the largest session description of a room of eight. */
  static final int MAX_BYTES = 65_536;

  private SignalMessageDecoder() {}

  /**
   * @throws Refusal {@code bad-message}, {@code unknown-type} or {@code too-large}
   */
  static SignalMessage decode(String text) throws Refusal {
    if (isTooLarge(text)) {
      throw new Refusal(ErrorCode.TOO_LARGE, "A message has at most " + MAX_BYTES + " bytes.");
    }
    Envelope envelope = Envelope.read(text);
    try {
      return switch (envelope.type()) {
        case "join" -> new Join(envelope.name(), envelope.resume(), envelope.visit());
        case "offer" -> new Offer(null, envelope.to(), envelope.sdp());
        case "answer" -> new Answer(null, envelope.to(), envelope.sdp());
        case "ice" -> new Ice(null, envelope.to(), envelope.candidates());
        case "standby" -> new Standby(envelope.sdp());
        case "trouble" -> new Trouble(envelope.cause());
        case "ping" -> new Ping();
        case "leave" -> new Leave();
        default -> throw new Refusal(ErrorCode.UNKNOWN_TYPE, "There is no such type of message.");
      };
    } catch (IllegalArgumentException incomplete) {
      throw new Refusal(ErrorCode.BAD_MESSAGE, incomplete.getMessage());
    }
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
