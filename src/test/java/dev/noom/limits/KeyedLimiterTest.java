package dev.noom.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyedLimiterTest {
  private static final int BURST = 5;
  private static final long INTERVAL = 1_000;

  private long now;

  @ParameterizedTest
  // A clock of this kind may begin anywhere, and pass the largest number on its way.
  @ValueSource(longs = {0, -7, Long.MAX_VALUE - 3})
  void after_a_burst_it_is_one_an_interval(long beginning) {
    now = beginning;
    KeyedLimiter limiter = new KeyedLimiter(INTERVAL, BURST * INTERVAL, () -> now);
    assertEquals(BURST, acquired(limiter, 1, 100));
    assertEquals(INTERVAL, limiter.tryAcquire(1));
    now += INTERVAL;
    assertEquals(1, acquired(limiter, 1, 100));
    now += 3 * INTERVAL;
    assertEquals(3, acquired(limiter, 1, 100));
    now += 1_000 * INTERVAL;
    assertEquals(BURST, acquired(limiter, 1, 100));
  }

  @Test
  void another_key_does_not_suffer() {
    KeyedLimiter limiter = new KeyedLimiter(INTERVAL, BURST * INTERVAL, () -> now);
    acquired(limiter, 1, 100);
    assertEquals(BURST, acquired(limiter, 2, 100));
    assertEquals(BURST, acquired(limiter, -2, 100));
  }

  @Test
  void a_question_takes_nothing() {
    KeyedLimiter limiter = new KeyedLimiter(INTERVAL, INTERVAL, () -> now);
    assertTrue(limiter.nanosToWait(1) <= 0);
    assertEquals(1, acquired(limiter, 1, 100));
    assertEquals(INTERVAL, limiter.nanosToWait(1));
  }

  @Test
  void without_an_interval_there_is_no_limit() {
    assertEquals(100, acquired(new KeyedLimiter(0, 0, () -> now), 1, 100));
  }

  @Test
  void each_has_a_secret_of_its_own() {
    assertNotEquals(
        new KeyedLimiter(0, 0, () -> now).secret(), new KeyedLimiter(0, 0, () -> now).secret());
  }

  private static long acquired(KeyedLimiter limiter, int key, int attempts) {
    return IntStream.range(0, attempts).filter(i -> limiter.tryAcquire(key) <= 0).count();
  }
}
