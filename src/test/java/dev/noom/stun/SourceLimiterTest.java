package dev.noom.stun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceLimiterTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final SourceLimiter limiter = new SourceLimiter();
  private long now = 5;

  @ParameterizedTest
  // A clock of this kind may begin anywhere, and pass the largest number on its way.
  @ValueSource(longs = {0, -7, Long.MAX_VALUE - 3})
  void after_a_burst_it_is_so_many_a_second(long beginning) {
    now = beginning;
    assertEquals(SourceLimiter.BURST, allowed("192.0.2.1", 1_000));
    now += SECOND;
    assertEquals(SourceLimiter.PER_SECOND, allowed("192.0.2.1", 1_000));
    now += SECOND / 2;
    assertEquals(SourceLimiter.PER_SECOND / 2, allowed("192.0.2.1", 1_000));
    now += 3_600 * SECOND;
    assertEquals(SourceLimiter.BURST, allowed("192.0.2.1", 1_000));
  }

  @Test
  void another_source_does_not_suffer() {
    allowed("192.0.2.1", 1_000);
    assertEquals(1, allowed("192.0.2.2", 1));
    assertEquals(1, allowed("2001:db8::1", 1));
  }

  @Test
  void the_addresses_of_one_ipv6_network_are_one_source() {
    IntStream.range(0, SourceLimiter.BURST)
        .forEach(i -> assertTrue(allows("2001:db8::" + Integer.toHexString(i))));
    assertFalse(allows("2001:db8::ffff"));
    assertTrue(allows("2001:db8:0:1::ffff"));
  }

  @Test
  void a_flood_from_everywhere_is_forgotten_but_for_the_last() {
    allowed("192.0.2.1", 1_000);
    for (int i = 0; i < 100_000; i++) {
      assertTrue(allows("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255)));
    }
    assertEquals(SourceLimiter.SOURCES, limiter.size());
  }

  private int allowed(String source, int attempts) {
    return (int) IntStream.range(0, attempts).filter(i -> allows(source)).count();
  }

  private boolean allows(String source) {
    try {
      return limiter.allows(InetAddress.getByName(source), now);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
