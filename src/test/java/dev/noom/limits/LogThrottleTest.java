package dev.noom.limits;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LogThrottleTest {
  private long now;

  @Test
  void a_thing_is_said_once_and_never_more_than_so_many() {
    LogOnce once = new LogOnce(2);
    assertTrue(once.isNew("a"));
    assertFalse(once.isNew("a"));
    assertTrue(once.isNew("b"));
    assertFalse(once.isNew("c"));
  }

  @Test
  void a_line_comes_at_most_once_a_minute() {
    LogThrottle throttle = new LogThrottle(Duration.ofMinutes(1), () -> now);
    assertTrue(throttle.isTime());
    now += Duration.ofSeconds(59).toNanos();
    assertFalse(throttle.isTime());
    now += Duration.ofSeconds(1).toNanos();
    assertTrue(throttle.isTime());
    assertFalse(throttle.isTime());
  }
}
