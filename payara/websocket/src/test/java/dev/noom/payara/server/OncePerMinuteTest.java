package dev.noom.payara.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OncePerMinuteTest {
  private final AtomicLong clock = new AtomicLong(-7);

  @Test
  void the_first_is_said_at_once_and_the_others_together_a_minute_later() {
    OncePerMinute often = new OncePerMinute(clock::get);
    assertEquals(1, often.count());
    assertEquals(0, often.count());
    clock.addAndGet(TimeUnit.SECONDS.toNanos(59));
    assertEquals(0, often.count());
    clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertEquals(3, often.count());
    assertEquals(0, often.count());
  }
}
