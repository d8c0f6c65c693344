package dev.noom.stun;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.stun.StunMessage.Attribute;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading, against the test vectors of RFC 5769. */
class StunMessageTest {
  @Test
  void the_sample_request_is_read() {
    StunMessage request = read(Vectors.REQUEST);
    assertEquals(0x0001, request.type());
    assertEquals(
        List.of(0x8022, 0x0024, 0x8029, 0x0006, 0x0008),
        request.attributes().stream().map(Attribute::type).toList());
    assertEquals("STUN test client", text(request.attributes().get(0)));
    assertEquals("evtj:h6vY", text(request.attributes().get(3)));
  }

  @Test
  void the_sample_request_with_long_term_credentials_is_read() {
    StunMessage request = read(Vectors.LONG_TERM_REQUEST);
    assertEquals("\u30de\u30c8\u30ea\u30c3\u30af\u30b9", text(request.attributes().get(0)));
    assertEquals("f//499k954d6OL34oL9FSTvy64sA", text(request.attributes().get(1)));
    assertEquals("example.org", text(request.attributes().get(2)));
  }

  @ParameterizedTest
  @CsvSource({"IPV4, 192.0.2.1", "IPV6, 2001:db8:1234:5678:11:2233:4455:6677"})
  void an_address_is_written_as_in_the_sample_responses(String vector, String address)
      throws Exception {
    StunMessage response =
        read(vector.equals("IPV4") ? Vectors.IPV4_RESPONSE : Vectors.IPV6_RESPONSE);
    InetSocketAddress source = new InetSocketAddress(InetAddress.getByName(address), 32_853);
    Attribute mapped = response.attributes().get(1);
    assertEquals(Attribute.XOR_MAPPED_ADDRESS, mapped.type());
    assertArrayEquals(
        mapped.value(), BindingResponse.xorMappedAddress(source, response.transactionId()));
  }

  /** Not of types and lengths: these could hide the checksum itself. */
  @ParameterizedTest
  @CsvSource({"4, 20", "24, 40", "44, 48", "52, 60", "64, 76", "80, 100", "104, 108"})
  void every_changed_bit_of_a_value_is_noticed(int begin, int end) {
    for (int bit = begin * 8; bit < end * 8; bit++) {
      ByteBuffer changed = Vectors.bytes(Vectors.REQUEST);
      changed.put(bit / 8, (byte) (changed.get(bit / 8) ^ 1 << bit % 8));
      assertTrue(StunMessage.read(changed).isEmpty(), "bit " + bit);
    }
  }

  @Test
  void a_torn_message_is_none() {
    for (int length = 0; length < Vectors.bytes(Vectors.REQUEST).limit(); length++) {
      assertTrue(StunMessage.read(Vectors.bytes(Vectors.REQUEST).limit(length)).isEmpty());
    }
  }

  @Test
  void the_smallest_message_is_a_header() {
    assertEquals(List.of(), read("0001 0000 2112a442 000000000000000000000000").attributes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // The cookie of RFC 3489, which had none.
        "0001 0000 2112a443 000000000000000000000000",
        // The first two bits of the other protocols of RFC 7983.
        "8001 0000 2112a442 000000000000000000000000",
        "4001 0000 2112a442 000000000000000000000000",
        // Longer than said, shorter than said, no multiple of four.
        "0001 0000 2112a442 000000000000000000000000 80220000",
        "0001 0008 2112a442 000000000000000000000000 80220000",
        "0001 0002 2112a442 000000000000000000000000 8022",
        // An attribute that goes beyond the end, one whose padding does.
        "0001 0004 2112a442 000000000000000000000000 80220001",
        "0001 0008 2112a442 000000000000000000000000 80220005 61626364",
        "0001 0008 2112a442 000000000000000000000000 8022ffff 61626364",
        // A FINGERPRINT without a value.
        "0001 0004 2112a442 000000000000000000000000 80280000"
      })
  void what_is_not_stun_is_not_read(String hex) {
    assertTrue(StunMessage.read(Vectors.bytes(hex)).isEmpty());
  }

  @Test
  void nothing_comes_after_a_fingerprint() {
    ByteBuffer sample = Vectors.bytes(Vectors.IPV4_RESPONSE);
    ByteBuffer longer = ByteBuffer.allocate(sample.limit() + 4).put(sample);
    longer.putInt(0x80220000).putShort(2, (short) (longer.limit() - 20));
    longer.flip();
    // The checksum covers the length, and is right.
    longer.putInt(sample.limit() - 4, StunMessage.fingerprint(longer, sample.limit() - 8));
    assertFalse(StunMessage.read(longer).isPresent());
    assertTrue(StunMessage.read(Vectors.bytes(Vectors.IPV4_RESPONSE)).isPresent());
  }

  private static StunMessage read(String hex) {
    return StunMessage.read(Vectors.bytes(hex)).orElseThrow();
  }

  private static String text(Attribute attribute) {
    return new String(attribute.value(), StandardCharsets.UTF_8);
  }
}
