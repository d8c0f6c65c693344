package dev.noom.signaling;

import static dev.noom.signaling.MessageRateLimiter.Verdict.GRANTED;
import static dev.noom.signaling.MessageRateLimiter.Verdict.REFUSED;
import static dev.noom.signaling.MessageRateLimiter.Verdict.REFUSED_FIRST;
import static dev.noom.signaling.MessageRateLimiter.Verdict.USED_UP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.noom.signaling.MessageRateLimiter.Rate;
import dev.noom.signaling.MessageRateLimiter.Verdict;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageRateLimiterTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** The clock may start anywhere, and pass the largest number there is. */
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - SECOND);

  private final MessageRateLimiter rateLimiter =
      new MessageRateLimiter(new Rate(10, 100, 1_000, 50_000), now::get);

  @BeforeEach
  void join() {
    rateLimiter.joined();
  }

  @Test
  void a_burst_is_granted_and_then_so_much_a_second() {
    tryAcquire(100, 1, GRANTED);
    tryAcquire(1, 1, REFUSED_FIRST);
    now.addAndGet(SECOND);
    // One of the ten pays for the one that was refused.
    tryAcquire(9, 1, GRANTED);
    tryAcquire(1, 1, REFUSED);
  }

  @Test
  void whoever_keeps_to_the_rate_is_never_refused() {
    for (int i = 0; i < 3_600; i++) {
      tryAcquire(10, 100, GRANTED);
      now.addAndGet(SECOND);
    }
  }

  @Test
  void a_long_silence_saves_up_no_more_than_a_burst() {
    now.addAndGet(1_000 * SECOND);
    tryAcquire(100, 1, GRANTED);
    tryAcquire(1, 1, REFUSED_FIRST);
  }

  @Test
  void before_the_join_few_are_granted_at_once() {
    MessageRateLimiter stranger =
        new MessageRateLimiter(new Rate(10, 100, 1_000, 50_000), now::get);
    for (int i = 0; i < 32; i++) {
      assertEquals(GRANTED, stranger.tryAcquire(1));
    }
    assertEquals(REFUSED_FIRST, stranger.tryAcquire(1));
    for (int i = 0; i < 31; i++) {
      assertEquals(REFUSED, stranger.tryAcquire(1));
    }
    assertEquals(USED_UP, stranger.tryAcquire(1));
  }

  @Test
  void what_was_said_before_the_join_counts_after_it() {
    MessageRateLimiter newcomer =
        new MessageRateLimiter(new Rate(10, 100, 1_000, 50_000), now::get);
    for (int i = 0; i < 32; i++) {
      newcomer.tryAcquire(1);
    }
    newcomer.joined();
    for (int i = 0; i < 68; i++) {
      assertEquals(GRANTED, newcomer.tryAcquire(1));
    }
    assertEquals(REFUSED_FIRST, newcomer.tryAcquire(1));
  }

  @Test
  void few_large_messages_count_as_much_as_many_small_ones() {
    tryAcquire(5, 10_000, GRANTED);
    tryAcquire(1, 10_000, REFUSED_FIRST);
    tryAcquire(4, 10_000, REFUSED);
    tryAcquire(1, 10_000, USED_UP);
  }

  @Test
  void whoever_goes_on_has_to_go_and_whoever_slows_down_may_stay() {
    tryAcquire(100, 1, GRANTED);
    tryAcquire(1, 1, REFUSED_FIRST);
    tryAcquire(99, 1, REFUSED);
    tryAcquire(1, 1, USED_UP);
    now.addAndGet(30 * SECOND);
    tryAcquire(100, 1, GRANTED);
  }

  @Test
  void it_is_told_once_an_episode_which_is_over_when_half_is_free_again() {
    tryAcquire(100, 1, GRANTED);
    tryAcquire(1, 1, REFUSED_FIRST);
    for (int i = 0; i < 100; i++) {
      now.addAndGet(SECOND);
      tryAcquire(9, 1, GRANTED);
      tryAcquire(1, 1, REFUSED);
    }
    now.addAndGet(6 * SECOND);
    tryAcquire(59, 1, GRANTED);
    tryAcquire(1, 1, REFUSED_FIRST);
  }

  /** Ten times the rate for ever: what is said to the sender is less than what it says. */
  @Test
  void a_flood_is_used_up_soon() {
    int messages = 0;
    Verdict verdict = GRANTED;
    while (verdict != USED_UP) {
      messages++;
      verdict = rateLimiter.tryAcquire(1);
      now.addAndGet(SECOND / 100);
    }
    assertTrue(messages > 200 && messages < 230, messages + " messages");
  }

  @Test
  void asking_allocates_nothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    MessageRateLimiter large =
        new MessageRateLimiter(
            new Rate(1_000_000, 1_000_000, 1_000_000, 1_000_000), System::nanoTime);
    large.joined();
    large.tryAcquire(1);
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 100_000; i++) {
      large.tryAcquire(1);
    }
    long each = (threads.getCurrentThreadAllocatedBytes() - before) / 100_000;
    assertEquals(0, each, "bytes a message");
  }

  private void tryAcquire(int times, int size, Verdict expected) {
    for (int i = 1; i <= times; i++) {
      assertEquals(expected, rateLimiter.tryAcquire(size), i + " of " + times);
    }
  }
}
