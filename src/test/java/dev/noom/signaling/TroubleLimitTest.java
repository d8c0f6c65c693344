package dev.noom.signaling;

import static dev.noom.protocol.Cause.NO_MEDIA;
import static dev.noom.protocol.Cause.UDP_BLOCKED;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TroubleLimitTest {
  private final TroubleLimit limit = new TroubleLimit();

  @Test
  void each_cause_counts_once_a_minute() {
    assertTrue(limit.counts(UDP_BLOCKED, 0));
    assertFalse(limit.counts(UDP_BLOCKED, seconds(59)));
    assertTrue(limit.counts(NO_MEDIA, seconds(59)));
    assertTrue(limit.counts(UDP_BLOCKED, seconds(60)));
    assertFalse(limit.counts(UDP_BLOCKED, seconds(61)));
  }

  private static long seconds(int seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
