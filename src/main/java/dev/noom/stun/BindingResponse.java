package dev.noom.stun;

import dev.noom.stun.StunMessage.Attribute;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a basic STUN server (RFC 8489, section 12) says to a datagram. Pure: bytes in, bytes out.
 *
 * <p>Only requests are answered, and an answer is never a request: two servers cannot talk to each
 * other without end.
 */
final class BindingResponse {
  /** An answer has at most so many times the bytes of its request: nobody gains by forging one. */
  static final int MAX_GROWTH = 3;

  private static final int BINDING_REQUEST = 0x0001;
  private static final int BINDING_SUCCESS = 0x0101;
  private static final int BINDING_ERROR = 0x0111;

  /** The attributes of RFC 8489, section 18.3, that must be understood. */
  private static final Set<Integer> UNDERSTOOD =
      Set.of(
          0x0001, // MAPPED-ADDRESS
          0x0006, // USERNAME
          Attribute.MESSAGE_INTEGRITY,
          Attribute.ERROR_CODE,
          Attribute.UNKNOWN_ATTRIBUTES,
          0x0014, // REALM
          0x0015, // NONCE
          Attribute.MESSAGE_INTEGRITY_SHA256,
          0x001D, // PASSWORD-ALGORITHM
          0x001E, // USERHASH
          Attribute.XOR_MAPPED_ADDRESS);

  private BindingResponse() {}

  /**
   * @param source whose address is the answer
   * @return empty if there is nothing to say: no STUN, no Binding request
   */
  static Optional<ByteBuffer> to(ByteBuffer datagram, InetSocketAddress source) {
    return StunMessage.read(datagram)
        .filter(message -> message.type() == BINDING_REQUEST)
        .map(request -> answer(request, source));
  }

  private static ByteBuffer answer(StunMessage request, InetSocketAddress source) {
    List<Integer> unknown = unknown(request);
    return unknown.isEmpty() ? success(request, source) : unknownAttributes(request, unknown);
  }

  /** What follows a MESSAGE-INTEGRITY is to be ignored (section 14.5). */
  private static List<Integer> unknown(StunMessage request) {
    return request.attributes().stream()
        .takeWhile(attribute -> !isIntegrity(attribute))
        .filter(Attribute::mustBeUnderstood)
        .map(Attribute::type)
        .filter(type -> !UNDERSTOOD.contains(type))
        .distinct()
        .toList();
  }

  private static boolean isIntegrity(Attribute attribute) {
    return attribute.type() == Attribute.MESSAGE_INTEGRITY
        || attribute.type() == Attribute.MESSAGE_INTEGRITY_SHA256;
  }

  private static ByteBuffer success(StunMessage request, InetSocketAddress source) {
    byte[] address = xorMappedAddress(source, request.transactionId());
    return message(
        BINDING_SUCCESS, request, List.of(new Attribute(Attribute.XOR_MAPPED_ADDRESS, address)));
  }

  /** Section 14.2: disguised, because some NATs replace whatever looks like an address. */
  static byte[] xorMappedAddress(InetSocketAddress source, byte[] transactionId) {
    byte[] address = source.getAddress().getAddress();
    byte[] mask =
        ByteBuffer.allocate(Integer.BYTES + transactionId.length)
            .putInt(StunMessage.MAGIC_COOKIE)
            .put(transactionId)
            .array();
    for (int i = 0; i < address.length; i++) {
      address[i] ^= mask[i];
    }
    return ByteBuffer.allocate(Integer.BYTES + address.length)
        .putShort((short) (address.length == 4 ? 1 : 2))
        .putShort((short) (source.getPort() ^ StunMessage.MAGIC_COOKIE >>> 16))
        .put(address)
        .array();
  }

  /** Section 6.3.1: 420, with a list of what was not understood. */
  private static ByteBuffer unknownAttributes(StunMessage request, List<Integer> types) {
    byte[] reason = "Unknown Attribute".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer error = ByteBuffer.allocate(Integer.BYTES + reason.length);
    error.putShort((short) 0).put((byte) 4).put((byte) 20).put(reason);
    ByteBuffer list = ByteBuffer.allocate(types.size() * Short.BYTES);
    types.forEach(type -> list.putShort(type.shortValue()));
    return message(
        BINDING_ERROR,
        request,
        List.of(
            new Attribute(Attribute.ERROR_CODE, error.array()),
            new Attribute(Attribute.UNKNOWN_ATTRIBUTES, list.array())));
  }

  private static ByteBuffer message(int type, StunMessage request, List<Attribute> attributes) {
    int length = StunMessage.FINGERPRINT_BYTES;
    for (Attribute attribute : attributes) {
      length += StunMessage.ATTRIBUTE_HEADER_BYTES + StunMessage.padded(attribute.value().length);
    }
    ByteBuffer out = ByteBuffer.allocate(StunMessage.HEADER_BYTES + length);
    out.putShort((short) type).putShort((short) length).putInt(StunMessage.MAGIC_COOKIE);
    out.put(request.transactionId());
    attributes.forEach(attribute -> put(out, attribute));
    int fingerprint = StunMessage.fingerprint(out, out.position());
    out.putShort((short) Attribute.FINGERPRINT).putShort((short) Integer.BYTES).putInt(fingerprint);
    return out.flip();
  }

  private static void put(ByteBuffer out, Attribute attribute) {
    int length = attribute.value().length;
    out.putShort((short) attribute.type()).putShort((short) length).put(attribute.value());
    out.position(out.position() + StunMessage.padded(length) - length);
  }
}
