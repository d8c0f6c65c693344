package dev.noom.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.wire.Client;
import dev.noom.wire.Handshake;
import dev.noom.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Fifty rooms of two that go about their business beside one client at ten times the limit. A
 * measurement, so it is not part of the test command; on a machine that does nothing else.
 */
@Tag("long")
class NeighboursIT {
  private static final int ROOMS = 50;
  private static final Duration PHASE = Duration.ofSeconds(8);
  private static final Duration PACE = Duration.ofMillis(100);
  private static final int ROUNDS = 3;

  /** Below this a p99 of threads on two cores is the client's own. */
  private static final double NOISE_MILLIS = 3;

  private static final String SDP = "v=0 " + "x".repeat(6_000);

  private final List<Thread> threads = new ArrayList<>();
  private final List<Client> clients = new ArrayList<>();
  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private volatile ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();
  private volatile boolean isOver;
  private volatile boolean isFlooded;
  private final AtomicInteger floods = new AtomicInteger();
  private Target target;

  @BeforeEach
  void fifty_rooms() {
    // The last of an option counts: compiled as in real life, unlike in other tests.
    target = Target.own("-Dnoom.proxies=none", "-XX:TieredStopAtLevel=4");
    for (int i = 0; i < ROOMS; i++) {
      String room = Siege.newRoom();
      Client ada = client(room, "Ada");
      Client bob = client(room, "Bob");
      ada.expect("welcome");
      start(() -> talk(ada, bob));
    }
  }

  @AfterEach
  void the_end() throws InterruptedException {
    isOver = true;
    for (Thread thread : threads) {
      thread.join(Wire.PATIENCE.toMillis());
    }
    clients.forEach(Client::close);
    target.close();
  }

  /**
   * The limits are 50 messages and 128 KiB a second: ten times the one, or the other.
   *
   * @param size of a message's payload in bytes
   */
  @ParameterizedTest
  @CsvSource({"500, 10", "22, 60000"})
  @Timeout(300)
  void one_at_ten_times_the_limit_is_hardly_noticed(int perSecond, int size) {
    start(() -> flood(perSecond, size));
    // Until everything is compiled, with and without.
    phase(true);
    phase(false);
    phase(false);
    List<Long> calm = new ArrayList<>();
    List<Long> flooded = new ArrayList<>();
    phase(false);
    long heapBefore = target.liveHeapBytes();
    for (int round = 0; round < ROUNDS; round++) {
      calm.addAll(phase(false));
      flooded.addAll(phase(true));
    }
    isFlooded = true;
    long heapAfter = target.liveHeapBytes();
    isFlooded = false;
    double before = p99(calm);
    double beside = p99(flooded);
    double growth = 100.0 * (heapAfter - heapBefore) / heapBefore;
    System.out.printf(
        "beside %d messages/s of %d bytes (%d connections): p99 %.2f ms, without %.2f ms;"
            + " heap %d KiB, %+.1f %%; %d and %d messages%n",
        perSecond,
        size,
        floods.get(),
        beside,
        before,
        heapAfter / 1024,
        growth,
        flooded.size(),
        calm.size());
    assertEquals(List.of(), List.copyOf(failures));
    assertTrue(floods.get() > 0, "there was no flood");
    assertTrue(beside <= 2 * Math.max(before, NOISE_MILLIS), before + " -> " + beside + " ms");
    assertTrue(growth < 5, growth + " % of heap");
  }

  private List<Long> phase(boolean flooded) {
    isFlooded = flooded;
    ConcurrentLinkedQueue<Long> mine = new ConcurrentLinkedQueue<>();
    times = mine;
    LockSupport.parkNanos(PHASE.toNanos());
    return List.copyOf(mine);
  }

  private void talk(Client ada, Client bob) {
    while (!isOver) {
      long start = System.nanoTime();
      one(ada, bob);
      one(bob, ada);
      LockSupport.parkNanos(PACE.toNanos() - (System.nanoTime() - start));
    }
  }

  private void one(Client from, Client to) {
    long start = System.nanoTime();
    from.offers(to, SDP);
    to.expect("offer");
    times.add(System.nanoTime() - start);
  }

  /** As long as it is let; then on a new connection. */
  private void flood(int perSecond, int size) {
    byte[] message =
        Client.frameBytes(
            0x81,
            ("{\"type\":\"offer\",\"sdp\":\"" + "x".repeat(size) + "\"}")
                .getBytes(StandardCharsets.UTF_8));
    while (!isOver) {
      if (!isFlooded) {
        LockSupport.parkNanos(PACE.toNanos());
        continue;
      }
      floods.incrementAndGet();
      try (Client mallory =
          Handshake.with(target.address()).into(Siege.newRoom()).open().join("Mallory")) {
        while (isFlooded && !isOver && mallory.accepts(message)) {
          LockSupport.parkNanos(Duration.ofSeconds(1).toNanos() / perSecond);
        }
      }
    }
  }

  private Client client(String room, String name) {
    Client client = Handshake.with(target.address()).into(room).open().join(name);
    clients.add(client);
    return client;
  }

  private void start(Runnable task) {
    Thread thread = new Thread(task);
    thread.setUncaughtExceptionHandler((each, failure) -> failures.add(failure));
    threads.add(thread);
    thread.start();
  }

  private static double p99(List<Long> nanos) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return sorted.get(sorted.size() * 99 / 100) / 1e6;
  }
}
