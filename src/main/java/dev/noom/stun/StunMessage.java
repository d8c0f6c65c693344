package dev.noom.stun;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A STUN message as it was received (RFC 8489, section 5). Pure: bytes in, values out.
 *
 * @param type method and class, 14 bits
 * @param transactionId 12 bytes
 * @param attributes in their order, FINGERPRINT excepted
 */
record StunMessage(int type, byte[] transactionId, List<Attribute> attributes) {
  static final int HEADER_BYTES = 20;
  static final int TRANSACTION_ID_BYTES = 12;
  static final int MAGIC_COOKIE = 0x2112A442;

  /** Section 14.7: "STUN" in ASCII, so that the checksum of another protocol does not fit. */
  private static final int FINGERPRINT_XOR = 0x5354554E;

  /** An attribute header: type and length of the value, 16 bits each. */
  static final int ATTRIBUTE_HEADER_BYTES = 4;

  static final int FINGERPRINT_BYTES = ATTRIBUTE_HEADER_BYTES + Integer.BYTES;

  /**
   * @param type 16 bits; from 0x8000 a receiver may ignore it
   */
  record Attribute(int type, byte[] value) {
    static final int MESSAGE_INTEGRITY = 0x0008;
    static final int ERROR_CODE = 0x0009;
    static final int UNKNOWN_ATTRIBUTES = 0x000A;
    static final int MESSAGE_INTEGRITY_SHA256 = 0x001C;
    static final int XOR_MAPPED_ADDRESS = 0x0020;
    static final int FINGERPRINT = 0x8028;

    boolean mustBeUnderstood() {
      return type < 0x8000;
    }
  }

  /**
   * @param datagram from its position to its limit; left as it is
   * @return empty if that is not exactly one STUN message, or has a FINGERPRINT that is wrong
   */
  static Optional<StunMessage> read(ByteBuffer datagram) {
    ByteBuffer in = datagram.slice();
    int size = in.remaining();
    if (size < HEADER_BYTES) {
      return Optional.empty();
    }
    int type = Short.toUnsignedInt(in.getShort());
    int length = Short.toUnsignedInt(in.getShort());
    boolean isStun =
        type < 0x4000
            && in.getInt() == MAGIC_COOKIE
            && length % 4 == 0
            && length == size - HEADER_BYTES;
    if (!isStun) {
      return Optional.empty();
    }
    byte[] transactionId = new byte[TRANSACTION_ID_BYTES];
    in.get(transactionId);
    return attributes(in).map(attributes -> new StunMessage(type, transactionId, attributes));
  }

  /** What follows the header; empty if it is torn. */
  private static Optional<List<Attribute>> attributes(ByteBuffer in) {
    List<Attribute> attributes = new ArrayList<>();
    while (in.hasRemaining()) {
      int start = in.position();
      // Whole: everything here is a multiple of four bytes long.
      int type = Short.toUnsignedInt(in.getShort());
      int length = Short.toUnsignedInt(in.getShort());
      if (padded(length) > in.remaining()) {
        return Optional.empty();
      }
      byte[] value = new byte[length];
      in.get(value).position(in.position() + padded(length) - length);
      if (type != Attribute.FINGERPRINT) {
        attributes.add(new Attribute(type, value));
      } else if (in.hasRemaining() || !isFingerprint(value, in, start)) {
        return Optional.empty();
      }
    }
    return Optional.of(attributes);
  }

  private static boolean isFingerprint(byte[] value, ByteBuffer message, int end) {
    return value.length == Integer.BYTES
        && ByteBuffer.wrap(value).getInt() == fingerprint(message, end);
  }

  /** Of the message from its first byte up to that position (section 14.7). */
  static int fingerprint(ByteBuffer message, int end) {
    CRC32 crc = new CRC32();
    crc.update(message.duplicate().position(0).limit(end));
    return (int) crc.getValue() ^ FINGERPRINT_XOR;
  }

  /** Values are padded to a multiple of four bytes, which their length does not count. */
  static int padded(int length) {
    return (length + 3) & ~3;
  }
}
