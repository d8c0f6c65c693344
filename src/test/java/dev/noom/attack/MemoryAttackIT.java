package dev.noom.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.noom.wire.Client;
import dev.noom.wire.Handshake;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/**
 * Much that waits, on as many connections as one address may have: it counts against one budget,
 * and those who have nothing to do with it come in as ever.
 */
@Tag("attack")
class MemoryAttackIT {
  private static final int LAST = 0x80;
  private static final int MEBIBYTE = 1 << 20;

  /** Below the thousand that one address may have, so that honest people here find a place. */
  private static final int MANY = 900;

  /** For what waits. One address gets half of it. */
  private static final int BUDGET_MEBIBYTES = 40;

  /** With what 900 connections need that hold nothing, and have only just been opened. */
  private static final long HELD = (BUDGET_MEBIBYTES / 2 + 60L) * MEBIBYTE;

  /** A busy machine is slow by itself; the attacks once had newcomers wait for a minute. */
  private static final Duration BEARABLE = Duration.ofSeconds(20);

  private final List<Client> crowd = new ArrayList<>();
  private Target target;

  /** One of our own: nobody else's heap can be looked into, or filled without harm. */
  @BeforeEach
  void server() {
    assumeTrue(System.getProperty("noom.url", "").isBlank());
    target = Target.own("-Dnoom.proxies=none", "-Dnoom.memory.megabytes=" + BUDGET_MEBIBYTES);
  }

  @AfterEach
  void end() {
    crowd.forEach(Client::close);
    if (target != null) {
      target.close();
    }
  }

  @Test
  @Tag("remedy")
  void frames_that_have_begun_and_never_end_do_not_fill_the_heap() {
    byte[] begun = beginning(120 * 1_024, 119 * 1_024);
    holdsLittle(
        () -> {
          for (int i = 0; i < MANY; i++) {
            Client mallory = enter("room " + i / 4).join("Mallory");
            crowd.add(mallory);
            mallory.accepts(begun);
          }
        });
  }

  @Test
  void messages_in_parts_that_never_end_do_not_fill_the_heap() {
    byte[] part = Client.frameBytes(Client.TEXT, new byte[60 * 1_024]);
    byte[] more = Client.frameBytes(Client.CONTINUATION, new byte[60 * 1_024]);
    holdsLittle(
        () -> {
          for (int i = 0; i < MANY; i++) {
            Client mallory = enter("room " + i / 4).join("Mallory");
            crowd.add(mallory);
            mallory.accepts(part);
            mallory.accepts(more);
          }
        });
  }

  /** Undertow hands frames on as they come, so that there a length by itself costs nothing. */
  @Test
  @DisabledIfSystemProperty(named = "noom.wildfly", matches = ".+")
  @Tag("remedy")
  void a_length_above_the_limit_is_refused_at_the_header() {
    for (long length : new long[] {1 << 17 | 1, 1L << 31, 1L << 32, Long.MAX_VALUE}) {
      try (Client mallory = enter("lengths").join("Mallory")) {
        mallory.bytes(header(length));
        assertEquals(1009, mallory.expectClose(), "a frame of " + length + " bytes");
      }
    }
  }

  @Test
  void before_the_join_a_few_kib_are_enough() {
    try (Client stranger = enter("before")) {
      stranger.frame(LAST | Client.TEXT, new byte[9_000]);
      assertEquals(1009, stranger.expectClose());
    }
    try (Client stranger = enter("before")) {
      stranger.frame(Client.TEXT, new byte[5_000]);
      stranger.frame(Client.CONTINUATION, new byte[5_000]);
      assertEquals(1009, stranger.expectClose());
    }
  }

  /** Each room has one who speaks; nobody reads. */
  @Test
  void readers_that_stall_together_do_not_fill_the_heap() {
    byte[] offer =
        Client.frameBytes(
            LAST | Client.TEXT,
            ("{\"type\":\"offer\",\"sdp\":\"" + "x".repeat(60_000) + "\"}")
                .getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < MANY; i++) {
      crowd.add(enter("room " + i / 6).join("Mallory"));
    }
    holdsLittle(
        () -> {
          for (int round = 0; round < 16; round++) {
            for (int i = 0; i < MANY; i += 6) {
              crowd.get(i).accepts(offer);
            }
          }
        });
  }

  /** Nobody notices, while it lasts and after it. */
  private void holdsLittle(Runnable attack) {
    long before = target.liveHeapBytes();
    attack.run();
    Duration took = comesIn();
    long held = target.liveHeapBytes() - before;
    System.out.printf(
        "%d connections: %d MiB held, a newcomer waits %d ms%n",
        MANY, held / MEBIBYTE, took.toMillis());
    assertTrue(held < HELD, held / MEBIBYTE + " MiB are held");
    assertTrue(took.compareTo(BEARABLE) < 0, "an honest newcomer waited for " + took);
  }

  private Duration comesIn() {
    long start = System.nanoTime();
    try (Client ada = enter("honest").join("Ada");
        Client bob = enter("honest").join("Bob")) {
      ada.expect("welcome");
      ada.offers(bob, "v=0");
      bob.expect("offer");
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private Client enter(String room) {
    return Handshake.with(target.address()).into(room).open();
  }

  /** The first bytes of a frame of text. */
  private static byte[] beginning(int length, int bytes) {
    return Arrays.copyOf(Client.frameBytes(LAST | Client.TEXT, new byte[length]), bytes);
  }

  private static byte[] header(long length) {
    return ByteBuffer.allocate(14)
        .put((byte) (LAST | Client.TEXT))
        .put((byte) (0x80 | 127))
        .putLong(length)
        .array();
  }
}
