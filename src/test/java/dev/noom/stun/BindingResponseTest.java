package dev.noom.stun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BindingResponseTest {
  private static final InetSocketAddress ADA = address("192.0.2.1");
  private static final InetSocketAddress EVE = address("2001:db8::1");
  private static final String HEADER = "2112a442 0102030405060708090a0b0c";

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1", "255.255.255.255", "::1"})
  void whoever_asks_is_told_his_own_address(String ip) throws Exception {
    byte[] request = Vectors.bytes("0001 0000" + HEADER).array();
    ByteBuffer answer = answer(request, address(ip));
    assertEquals(address(ip), StunClient.mapped(request, bytes(answer)));
  }

  @Test
  void a_request_with_credentials_is_answered_like_any_other() {
    ByteBuffer answer = answer(Vectors.bytes(Vectors.LONG_TERM_REQUEST).array(), ADA);
    assertEquals(0x0101, answer.getShort());
  }

  @Test
  void what_is_not_understood_is_named() {
    // PRIORITY, of ICE; SOFTWARE and ICE-CONTROLLED may be ignored.
    assertEquals(List.of(0x0024), refused(Vectors.bytes(Vectors.REQUEST).array()));
    // CHANGE-REQUEST twice and one of the future, as often as they come.
    assertEquals(
        List.of(0x0003, 0x7fff),
        refused(
            Vectors.bytes("0001 0014" + HEADER + "0003000400000000 7fff0000 0003000400000000")
                .array()));
  }

  @Test
  void what_follows_a_message_integrity_is_ignored() {
    String integrity = "00080014" + "00".repeat(20);
    ByteBuffer answer =
        answer(Vectors.bytes("0001 001c" + HEADER + integrity + "00240000").array(), ADA);
    assertEquals(0x0101, answer.getShort());
  }

  @ParameterizedTest
  // An indication, a success, an error, other methods, a request of TURN.
  @ValueSource(strings = {"0011", "0101", "0111", "0000", "0002", "0003", "3fff"})
  void only_a_binding_request_is_answered(String type) {
    assertTrue(BindingResponse.to(Vectors.bytes(type + "0000" + HEADER), ADA).isEmpty());
  }

  @Test
  void no_answer_is_answered() {
    for (InetSocketAddress source : List.of(ADA, EVE)) {
      for (byte[] request :
          List.of(
              Vectors.bytes("0001 0000" + HEADER).array(),
              Vectors.bytes(Vectors.REQUEST).array())) {
        assertTrue(BindingResponse.to(answer(request, source), source).isEmpty());
      }
    }
  }

  @Test
  void ten_thousand_malformed_datagrams_get_small_answers_or_none() {
    Random random = new Random(8489);
    int answered = 0;
    List<byte[]> datagrams = MalformedDatagrams.generate(random, 10_000);
    for (byte[] datagram : datagrams) {
      var answer = BindingResponse.to(ByteBuffer.wrap(datagram), random.nextBoolean() ? ADA : EVE);
      answered += answer.isPresent() ? 1 : 0;
      answer.ifPresent(
          bytes ->
              assertTrue(
                  bytes.remaining() <= BindingResponse.MAX_GROWTH * datagram.length, "grew"));
    }
    // Otherwise they were too far from STUN to try anything.
    assertTrue(answered > 500 && answered < 9_500, answered + " of " + datagrams.size());
  }

  @Test
  void even_the_largest_list_of_what_is_not_understood_is_smaller_than_the_request() {
    for (int attributes = 1; attributes <= 315; attributes++) {
      StringBuilder all = new StringBuilder();
      IntStream.range(0, attributes).forEach(i -> all.append("%04x0000".formatted(0x4000 + i)));
      byte[] request = Vectors.bytes("0001 %04x".formatted(attributes * 4) + HEADER + all).array();
      assertTrue(answer(request, EVE).remaining() <= BindingResponse.MAX_GROWTH * request.length);
    }
  }

  private static List<Integer> refused(byte[] request) {
    ByteBuffer in = answer(request, ADA);
    assertEquals(0x0111, in.getShort());
    assertEquals(in.limit() - 20, in.getShort());
    assertEquals(ByteBuffer.wrap(request, 4, 16), in.slice(4, 16));
    in.position(20);
    assertEquals(0x0009, in.getShort());
    int length = in.getShort();
    assertEquals(0x00000414, in.getInt());
    byte[] reason = new byte[length - 4];
    in.get(reason).position(in.position() + 3 & ~3);
    assertEquals("Unknown Attribute", new String(reason, StandardCharsets.UTF_8));
    assertEquals(0x000a, in.getShort());
    int types = in.getShort() / 2;
    List<Integer> unknown = new ArrayList<>();
    IntStream.range(0, types).forEach(i -> unknown.add((int) in.getChar()));
    in.position(in.position() + 3 & ~3);
    assertEquals(0x80280004, in.getInt());
    return unknown;
  }

  private static ByteBuffer answer(byte[] request, InetSocketAddress source) {
    return BindingResponse.to(ByteBuffer.wrap(request), source).orElseThrow();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static InetSocketAddress address(String ip) {
    try {
      return new InetSocketAddress(InetAddress.getByName(ip), 32_853);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
