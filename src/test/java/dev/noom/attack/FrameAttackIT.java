package dev.noom.attack;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.noom.wire.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Breaking the rules of RFC 6455: the offender's connection ends, and nobody else's. */
@Tag("attack")
class FrameAttackIT {
  private static final int LAST = 0x80;
  private static final byte[] LEAVE = "{\"type\":\"leave\"}".getBytes(StandardCharsets.UTF_8);

  /** The most that any container of ours takes for one message. */
  private static final int MEBIBYTE = 1 << 20;

  @RegisterExtension final Siege siege = new Siege();

  private Client mallory;

  @BeforeEach
  void somebody_in_the_same_room() {
    mallory = siege.enter(siege.room()).join("Mallory");
    siege.ada().expect("welcome");
    siege.bob().expect("welcome");
  }

  /**
   * Section 5.1. The mask protects proxies from what a page makes its browser send, and no browser
   * leaves it out. Undertow takes such a frame; there somebody has said what they may say anyway.
   */
  @Test
  @Tag("remedy")
  void unmasked_frames_end_it() {
    mallory.bytes(ByteBuffer.allocate(2).put((byte) (LAST | Client.TEXT)).put((byte) 16).array());
    mallory.bytes(LEAVE);
    int code = mallory.expectClose();
    assertTrue(List.of(1002, Client.CUT).contains(code) || isUndertow(code), "closed with " + code);
  }

  /** By the end of somebody who has left in order. Where the log is ours, it is Payara's. */
  private boolean isUndertow(int code) {
    return code == 1000 && !siege.log().orElse("").contains("Payara");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x40, 0x20, 0x10, 0x70})
  void reserved_bits_end_it(int bits) {
    mallory.frame(LAST | bits | Client.TEXT, LEAVE);
    isClosed();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
  void reserved_opcodes_end_it(int opcode) {
    mallory.frame(LAST | opcode, LEAVE);
    isClosed();
  }

  @ParameterizedTest
  @ValueSource(ints = {Client.PING, Client.PONG, Client.CLOSE})
  void control_frames_that_are_long_end_it(int opcode) {
    mallory.frame(LAST | opcode, new byte[126]);
    isClosed();
  }

  @ParameterizedTest
  @ValueSource(ints = {Client.PING, Client.PONG, Client.CLOSE})
  void control_frames_in_pieces_end_it(int opcode) {
    mallory.frame(opcode, new byte[2]);
    isClosed();
  }

  @Test
  void a_continuation_of_nothing_ends_it() {
    mallory.frame(LAST | Client.CONTINUATION, LEAVE);
    isClosed();
  }

  @Test
  void a_message_within_a_message_ends_it() {
    mallory.frame(Client.TEXT, "{\"type\":".getBytes(StandardCharsets.UTF_8));
    mallory.frame(LAST | Client.TEXT, LEAVE);
    isClosed();
  }

  @Test
  void text_that_is_no_utf_8_ends_it() {
    List<byte[]> texts =
        List.of(
            new byte[] {(byte) 0xff},
            new byte[] {(byte) 0xc0, (byte) 0xaf},
            new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            new byte[] {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            new byte[] {'"', (byte) 0xe2, (byte) 0x82});
    for (byte[] text : texts) {
      try (Client eve = siege.enter(Siege.newRoom())) {
        eve.frame(LAST | Client.TEXT, text);
        assertTrue(List.of(1007, 1002, Client.CUT).contains(eve.expectClose()));
      }
    }
  }

  @Test
  void binary_frames_carry_nothing() {
    mallory.frame(
        LAST | Client.BINARY,
        "{\"type\":\"offer\",\"sdp\":\"v=0\"}".getBytes(StandardCharsets.UTF_8));
    mallory.frame(LAST | Client.BINARY, new byte[MEBIBYTE / 2]);
    siege.ada().expectNothing();
  }

  @Test
  void a_length_beyond_all_memory_is_not_believed() {
    for (long length :
        new long[] {Long.MAX_VALUE, Long.MIN_VALUE, -1, 1L << 32, Integer.MAX_VALUE}) {
      try (Client eve = siege.enter(Siege.newRoom())) {
        eve.bytes(
            ByteBuffer.allocate(14)
                .put((byte) (LAST | Client.TEXT))
                .put((byte) (0x80 | 127))
                .putLong(length)
                .array());
        // It may be refused at once or after some of it; but not taken.
        assertFalse(takes(eve, new byte[65_536], 64), "a frame of " + length + " bytes is taken");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {65_537, 100_000, MEBIBYTE - 1})
  void a_message_over_64_kib_is_refused_and_reaches_nobody(int size) {
    mallory.say("{\"type\":\"offer\",\"sdp\":\"" + "x".repeat(size - 25) + "\"}");
    refusedOrClosed();
    siege.ada().expectNothing();
  }

  @ParameterizedTest
  @ValueSource(ints = {MEBIBYTE + 1, 4 * MEBIBYTE, 20 * MEBIBYTE})
  void a_message_over_1_mib_is_refused_or_ends_it(int size) {
    mallory.say("{\"type\":\"offer\",\"sdp\":\"" + "x".repeat(size - 25) + "\"}");
    refusedOrClosed();
    siege.ada().expectNothing();
  }

  @ParameterizedTest
  @ValueSource(ints = {65_536, 1_000})
  void a_message_in_pieces_without_end_ends_it(int piece) {
    mallory.frame(Client.TEXT, "{\"type\":\"offer\",\"sdp\":\"".getBytes(StandardCharsets.UTF_8));
    byte[] more = Client.frameBytes(Client.CONTINUATION, "x".repeat(piece).getBytes());
    assertFalse(takes(mallory, more, 64 * MEBIBYTE / piece), "64 MiB of one message are taken");
    siege.ada().expectNothing();
  }

  @Test
  void a_close_frame_that_is_wrong_ends_it() {
    List<byte[]> wrong =
        List.of(
            new byte[] {3},
            new byte[] {0, 0},
            new byte[] {3, (byte) 0xed},
            new byte[] {(byte) 0xff, (byte) 0xff},
            new byte[] {3, (byte) 0xe8, (byte) 0xff});
    for (byte[] payload : wrong) {
      try (Client eve = siege.enter(Siege.newRoom()).join("Eve")) {
        eve.frame(LAST | Client.CLOSE, payload);
        assertNotEquals(1000, eve.expectClose(), Arrays.toString(payload));
      }
    }
  }

  /**
   * Once the close is answered. What is sent right behind it, before that, WildFly may still take:
   * a last word of somebody who could have said it before.
   */
  @Test
  void nothing_is_heard_after_the_close() {
    mallory.frame(LAST | Client.CLOSE, new byte[] {3, (byte) 0xe8});
    mallory.expectClose();
    mallory.say("{\"type\":\"offer\",\"sdp\":\"v=0\"}");
    siege.ada().expectNothing();
  }

  @Test
  void connections_that_end_anywhere_disturb_nobody() {
    byte[] join =
        Client.frameBytes(LAST | Client.TEXT, "{\"type\":\"join\",\"name\":\"Eve\"}".getBytes());
    for (int length = 0; length <= join.length; length++) {
      try (Client eve = siege.enter(Siege.newRoom())) {
        eve.bytes(Arrays.copyOf(join, length));
      }
    }
    siege.ada().expectNothing();
  }

  private void isClosed() {
    assertNotEquals(1000, mallory.expectClose());
    siege.ada().expectNothing();
  }

  private void refusedOrClosed() {
    Client.Frame frame = mallory.nextFrame();
    if (frame.opcode() == Client.TEXT) {
      assertTrue(
          frame.text().contains("too-large") || frame.text().contains("too-fast"), frame.text());
    }
  }

  /** Writes the same again and again, until the server hangs up. */
  private static boolean takes(Client client, byte[] bytes, int times) {
    for (int i = 0; i < times; i++) {
      if (!client.accepts(bytes)) {
        return false;
      }
    }
    // All of it is on its way; the last word decides.
    try {
      client.wire().patience(Duration.ofSeconds(5));
      client.expectClose();
      return false;
    } catch (UncheckedIOException silence) {
      return true;
    } catch (IOException e) {
      return fail(e);
    }
  }
}
