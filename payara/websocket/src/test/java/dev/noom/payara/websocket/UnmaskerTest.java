package dev.noom.payara.websocket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.frames.FrameGuard;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes, and however it is cut: Tyrus gets the same frames. */
class UnmaskerTest {
  private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
  private final Guard guard = new Guard();
  private final Unmasker unmasker = new Unmasker(this::read, guard);
  private int pieces;

  private void read(ByteBuffer piece) {
    byte[] bytes = new byte[piece.remaining()];
    piece.get(bytes);
    seen.writeBytes(bytes);
    pieces++;
  }

  @Test
  void a_frame_that_has_come_whole_loses_its_mask() {
    for (int length : new int[] {0, 1, 3, 7, 8, 9, 125, 126, 127, 6_000, 65_535, 65_536, 100_000}) {
      byte[] payload = payload(length, length);
      give(frame(0x81, payload, 0xa1b2c3d4));
      assertArrayEquals(frame(0x81, payload, null), takes(), "" + length);
    }
  }

  @Test
  void several_that_have_come_together_go_on_one_by_one() {
    give(frame(0x01, payload(5, 1), 1), frame(0x89, new byte[0], 2), frame(0x80, payload(9, 2), 3));
    assertEquals(3, pieces);
    assertArrayEquals(
        join(
            frame(0x01, payload(5, 1), null),
            frame(0x89, new byte[0], null),
            frame(0x80, payload(9, 2), null)),
        takes());
  }

  @Test
  void what_has_no_mask_is_refused() {
    give(frame(0x81, payload(10, 1), null));
    isRefused();
  }

  @Test
  void a_length_that_is_none_is_refused() {
    give(new byte[] {(byte) 0x81, (byte) 0xff, -1, -1, -1, -1, -1, -1, -1, -1, 1, 2, 3, 4, 5, 6});
    isRefused();
  }

  /** Continuations of nothing, messages within messages, what is reserved, control in pieces. */
  @ParameterizedTest
  @ValueSource(ints = {0x80, 0x00, 0xc1, 0xa1, 0x91, 0x83, 0x87, 0x8b, 0x8f, 0x08, 0x09, 0x0a})
  void no_frame_begins_like_this(int first) {
    give(frame(first, payload(4, 1), 7));
    isRefused();
  }

  @Test
  void a_message_within_a_message_is_refused_and_a_ping_is_not() {
    give(frame(0x01, payload(4, 1), 7), frame(0x89, payload(4, 1), 7));
    takes();
    give(frame(0x81, payload(4, 1), 7));
    isRefused();
  }

  @Test
  void a_long_control_frame_is_refused_before_it_has_come() {
    give(Arrays.copyOf(frame(0x89, payload(126, 1), 7), 8));
    isRefused();
  }

  @Test
  void a_length_in_more_bytes_than_it_needs_is_refused() {
    give(new byte[] {(byte) 0x81, (byte) 0xfe, 0, 2, 1, 1, 1, 1, 1, 1});
    isRefused();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535})
  void a_close_has_none_of_the_codes_that_nobody_may_send(int code) {
    give(frame(0x88, ByteBuffer.allocate(2).putShort((short) code).array(), 7));
    isRefused();
  }

  @Test
  void a_close_has_a_whole_code_and_a_reason_in_utf_8() {
    byte[][] wrong = {
      {3}, {3, (byte) 0xe8, (byte) 0xff}, {3, (byte) 0xe8, (byte) 0xc0, (byte) 0xaf}
    };
    for (byte[] payload : wrong) {
      UnmaskerTest fresh = new UnmaskerTest();
      fresh.give(frame(0x88, payload, 7));
      fresh.isRefused();
    }
    for (byte[] payload : new byte[][] {{}, {3, (byte) 0xe8}, {0x0f, (byte) 0xa0, 'b', 'y', 'e'}}) {
      UnmaskerTest fresh = new UnmaskerTest();
      fresh.give(frame(0x88, payload, 7));
      assertArrayEquals(frame(0x88, payload, null), fresh.takes());
    }
  }

  /** Tyrus gets a ping in pieces instead, which it refuses, and nothing of what comes then. */
  private void isRefused() {
    assertArrayEquals(new byte[] {0x09, (byte) 0x80}, takes());
    give(frame(0x81, payload(5, 1), 1));
    assertArrayEquals(new byte[0], takes());
  }

  @Test
  void wherever_it_is_cut_every_byte_arrives_in_order() {
    Random random = new Random(7);
    for (int run = 0; run < 3_000; run++) {
      byte[][] frames = new byte[1 + random.nextInt(4)][];
      for (int i = 0; i < frames.length; i++) {
        int length = random.nextInt(random.nextBoolean() ? 20 : 300);
        frames[i] = frame(0x81, payload(length, i), random.nextInt());
      }
      byte[] all = join(frames);
      int at = 0;
      while (at < all.length) {
        int next = Math.min(all.length, at + 1 + random.nextInt(40));
        give(Arrays.copyOfRange(all, at, next));
        at = next;
      }
      assertArrayEquals(payloads(all), payloads(takes()));
    }
  }

  @Test
  void what_is_beyond_all_memory_is_not_waited_for() {
    for (long length : new long[] {Long.MAX_VALUE, Integer.MAX_VALUE, 1L << 32}) {
      Guard other = new Guard();
      Unmasker fresh = new Unmasker(this::read, other);
      byte[] header = ByteBuffer.allocate(10).putShort((short) 0x81ff).putLong(length).array();
      fresh.handle(ByteBuffer.wrap(header));
      fresh.handle(ByteBuffer.wrap(new byte[100_000]));
      assertEquals(List.of(length), other.asked);
      assertEquals(0, other.kept);
      assertEquals(0, pieces);
    }
  }

  @Test
  void a_refused_frame_is_passed_over_however_it_is_cut_and_the_next_is_not() {
    byte[] next = frame(0x81, payload(9, 2), 3);
    for (int cut = 1; cut < 300; cut++) {
      guard.refused = 0x2;
      byte[] all = join(frame(0x82, payload(280, 1), 5), next);
      give(Arrays.copyOf(all, cut));
      give(Arrays.copyOfRange(all, cut, all.length));
      assertArrayEquals(frame(0x81, payload(9, 2), null), takes(), "cut at " + cut);
      assertEquals(0, guard.kept);
    }
  }

  @Test
  void what_has_begun_is_kept_within_twice_its_size_and_given_back() {
    byte[] frame = frame(0x81, payload(100_000, 1), 7);
    for (int at = 0; at < frame.length; at += 1_000) {
      give(Arrays.copyOfRange(frame, at, Math.min(frame.length, at + 1_000)));
      assertTrue(guard.kept <= Math.min(2 * (at + 1_000), frame.length), at + ": " + guard.kept);
      assertEquals(at + 1_000 < frame.length, guard.kept > 0);
    }
    assertArrayEquals(frame(0x81, payload(100_000, 1), null), takes());
    assertEquals(1, pieces);
  }

  @Test
  void where_there_is_no_memory_nothing_is_kept_and_nothing_goes_on() {
    guard.space = 10_000;
    byte[] frame = frame(0x81, payload(50_000, 1), 7);
    for (int at = 0; at < frame.length; at += 1_000) {
      give(Arrays.copyOfRange(frame, at, Math.min(frame.length, at + 1_000)));
    }
    assertTrue(guard.isShort);
    assertEquals(0, guard.kept);
    assertEquals(0, pieces);
  }

  private static final class Guard implements FrameGuard {
    final List<Long> asked = new ArrayList<>();
    int space = Integer.MAX_VALUE;
    int refused = -1;
    int kept;
    boolean isShort;

    @Override
    public boolean accepts(int opcode, long length) {
      asked.add(length);
      return opcode != refused;
    }

    @Override
    public boolean keeps(int bytes) {
      if (kept + bytes > space) {
        return false;
      }
      kept += bytes;
      return true;
    }

    @Override
    public void frees(int bytes) {
      kept -= bytes;
    }

    @Override
    public void isShort() {
      isShort = true;
    }
  }

  private void give(byte[]... parts) {
    byte[] all = join(parts);
    // As Tyrus has it: somewhere in a larger array.
    ByteBuffer larger = ByteBuffer.allocate(all.length + 20).position(7).slice();
    ByteBuffer data = larger.put(3, all).position(3).limit(3 + all.length);
    unmasker.handle(data);
    assertEquals(0, data.remaining());
  }

  private byte[] takes() {
    byte[] bytes = seen.toByteArray();
    seen.reset();
    return bytes;
  }

  private static byte[] payload(int length, int seed) {
    byte[] payload = new byte[length];
    new Random(seed).nextBytes(payload);
    return payload;
  }

  private static byte[] frame(int first, byte[] payload, Integer mask) {
    int masked = mask == null ? 0 : 0x80;
    ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) first);
    if (payload.length < 126) {
      frame.put((byte) (masked | payload.length));
    } else if (payload.length < 65_536) {
      frame.put((byte) (masked | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (masked | 127)).putLong(payload.length);
    }
    byte[] key = ByteBuffer.allocate(4).putInt(mask == null ? 0 : mask).array();
    if (mask != null) {
      frame.put(key);
    }
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ key[i % 4]));
    }
    return Arrays.copyOf(frame.array(), frame.position());
  }

  /** What is in all frames, which have lengths of up to 65,535 bytes. */
  private static byte[] payloads(byte[] frames) {
    ByteArrayOutputStream payloads = new ByteArrayOutputStream();
    ByteBuffer bytes = ByteBuffer.wrap(frames);
    while (bytes.hasRemaining()) {
      bytes.get();
      int second = bytes.get();
      int length = second & 0x7f;
      length = length == 126 ? bytes.getShort() & 0xffff : length;
      byte[] key = new byte[4];
      if (second < 0) {
        bytes.get(key);
      }
      for (int i = 0; i < length; i++) {
        payloads.write(bytes.get() ^ key[i % 4]);
      }
    }
    return payloads.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
