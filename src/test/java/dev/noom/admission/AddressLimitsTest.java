package dev.noom.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.noom.net.IpAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AddressLimitsTest {
  private static final IpAddress ADA = IpAddress.of("10.0.0.1").orElseThrow();
  private static final IpAddress BOB = IpAddress.of("10.0.0.2").orElseThrow();

  /** Below zero, as the real one may be. */
  private long now = -3_000_000_000_000L;

  @Test
  void a_burst_then_an_even_pace() {
    AddressLimits limits = limits(0, 60);
    assertEquals(60, begins(limits, ADA, 100));
    assertEquals(Duration.ofSeconds(1), limits.begin(ADA));
    pass(Duration.ofMillis(900));
    assertEquals(Duration.ofMillis(100), limits.begin(ADA));
    pass(Duration.ofMillis(100));
    assertEquals(1, begins(limits, ADA, 10));
    pass(Duration.ofSeconds(10));
    assertEquals(10, begins(limits, ADA, 100));
    pass(Duration.ofHours(1));
    assertEquals(60, begins(limits, ADA, 100));
  }

  @Test
  void whoever_knocks_in_vain_does_not_wait_longer_for_it() {
    AddressLimits limits = limits(0, 60);
    begins(limits, ADA, 10_000);
    pass(Duration.ofSeconds(1));
    assertEquals(Duration.ZERO, limits.begin(ADA));
  }

  @Test
  void whoever_only_asks_has_begun_nothing() {
    AddressLimits limits = limits(2, 60);
    for (int i = 0; i < 100; i++) {
      assertEquals(Duration.ZERO, limits.ask(ADA));
    }
    assertEquals(60, begins(limits, ADA, 100));
    assertEquals(Duration.ofSeconds(1), limits.ask(ADA));
    new RemoteClient(BOB, limits).connect();
    assertEquals(Duration.ZERO, limits.ask(BOB));
    new RemoteClient(BOB, limits).connect();
    assertFalse(limits.ask(BOB).isZero());
  }

  @Test
  void others_are_not_concerned() {
    AddressLimits limits = limits(0, 60);
    begins(limits, ADA, 100);
    assertEquals(60, begins(limits, BOB, 100));
  }

  @Test
  void connections_count_while_they_are_there() {
    AddressLimits limits = limits(2, 0);
    RemoteClient first = new RemoteClient(ADA, limits);
    RemoteClient second = new RemoteClient(ADA, limits);
    first.connect();
    assertEquals(Duration.ZERO, limits.begin(ADA));
    second.connect();
    second.connect();
    assertFalse(limits.begin(ADA).isZero());
    assertEquals(Duration.ZERO, limits.begin(BOB));
    first.hangUp();
    first.hangUp();
    assertEquals(Duration.ZERO, limits.begin(ADA));
    second.hangUp();
    assertEquals(0, limits.size());
    new RemoteClient(ADA, limits).hangUp();
    assertEquals(0, limits.size());
  }

  @Test
  void a_network_of_ipv6_counts_as_one() {
    AddressLimits limits = limits(1, 0);
    new RemoteClient(IpAddress.of("2001:db8::1").orElseThrow(), limits).connect();
    assertFalse(limits.begin(IpAddress.of("2001:db8::2").orElseThrow()).isZero());
    assertEquals(Duration.ZERO, limits.begin(IpAddress.of("2001:db8:0:1::2").orElseThrow()));
  }

  @Test
  void zero_is_no_limit() {
    AddressLimits limits = limits(0, 0);
    IntStream.range(0, 100).forEach(i -> new RemoteClient(ADA, limits).connect());
    assertEquals(100_000, begins(limits, ADA, 100_000));
  }

  @Test
  void a_million_addresses_leave_nothing_behind() {
    AddressLimits limits = limits(1, 60);
    for (int i = 0; i < 1_000_000; i++) {
      IpAddress each =
          IpAddress.of("10." + (i >> 16 & 255) + "." + (i >> 8 & 255) + "." + (i & 255)).get();
      limits.begin(each);
      RemoteClient caller = new RemoteClient(each, limits);
      caller.connect();
      caller.hangUp();
    }
    assertEquals(0, limits.size());
  }

  @Test
  void of_many_at_once_no_more_than_the_burst_get_in() throws InterruptedException {
    AddressLimits limits = limits(0, 1_000);
    AtomicInteger in = new AtomicInteger();
    CountDownLatch start = new CountDownLatch(1);
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new Thread(() -> knock(limits, start, in));
      threads[i].start();
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(1_000, in.get());
  }

  private void knock(AddressLimits limits, CountDownLatch start, AtomicInteger in) {
    try {
      start.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    in.addAndGet(begins(limits, ADA, 1_000));
  }

  @Test
  void somebody_elses_text_stays_on_one_line_of_the_log() {
    assertEquals("a??b?[31m?", LogText.of("a\r\nb\u001b[31m\u202e"));
    assertEquals(203, LogText.of("x".repeat(100_000)).length());
  }

  private AddressLimits limits(int connections, int handshakes) {
    return new AddressLimits(connections, handshakes, () -> now);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private static int begins(AddressLimits limits, IpAddress address, int times) {
    return (int) IntStream.range(0, times).filter(i -> limits.begin(address).isZero()).count();
  }
}
