package dev.noom.payara.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * What RFC 6455 demands of the frames of one client. Tyrus asks for most of it, but it takes frames
 * without a mask, lengths that are negative, and closing codes that nobody may send.
 */
final class FrameRules {
  private static final int LAST = 0x80;
  private static final int RESERVED = 0x70;
  private static final int OPCODE = 0x0f;
  private static final int CONTROL = 0x08;

  private static final int CONTINUATION = 0;
  private static final int BINARY = 2;
  static final int CLOSE = 8;
  private static final int PONG = 10;

  /** Section 5.5. */
  static final int MAX_CONTROL_PAYLOAD = 125;

  /** Whether a message has begun and not ended. */
  private boolean isWithin;

  static boolean isControl(int first) {
    return (first & CONTROL) != 0;
  }

  /**
   * Whether a frame may begin like this, after those that were asked about before.
   *
   * @param first its first byte
   * @param kind the seven bits in which its length or the size of its length stands
   * @param length of its payload
   */
  boolean allow(int first, int kind, long length) {
    boolean isLast = (first & LAST) != 0;
    int opcode = first & OPCODE;
    if ((first & RESERVED) != 0 || !isShortest(kind, length)) {
      return false; // section 5.2
    }
    if (isControl(first)) {
      return opcode <= PONG && isLast && length <= MAX_CONTROL_PAYLOAD; // section 5.5
    }
    boolean isContinuation = opcode == CONTINUATION;
    if (opcode > BINARY || isContinuation != isWithin) {
      return false; // section 5.4
    }
    isWithin = !isLast;
    return true;
  }

  /** Section 5.2: the minimal number of bytes, and no negative number. */
  private static boolean isShortest(int kind, long length) {
    return switch (kind) {
      case 126 -> length > MAX_CONTROL_PAYLOAD;
      case 127 -> length > 0xffff;
      default -> true;
    };
  }

  /** Whether a close frame may have this payload (sections 5.5.1 and 7.4). */
  static boolean allowClose(ByteBuffer payload) {
    if (!payload.hasRemaining()) {
      return true;
    }
    if (payload.remaining() == 1 || !isCode(payload.getShort() & 0xffff)) {
      return false;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(payload);
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** RFC 6455, section 7.4, and the registry that it begins. */
  private static boolean isCode(int code) {
    boolean isNotForTheWire = code >= 1004 && code <= 1006;
    return code >= 1000 && code <= 1014 && !isNotForTheWire || code >= 3000 && code <= 4999;
  }
}
