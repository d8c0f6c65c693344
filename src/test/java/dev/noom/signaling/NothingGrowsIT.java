package dev.noom.signaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.Deployments;
import dev.noom.wire.Address;
import dev.noom.wire.Client;
import dev.noom.wire.Handshake;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * However many have come and gone, in order or not, nothing of them stays: counted in the heap of
 * Payara Micro, so that nobody is believed.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class NothingGrowsIT {
  private static final int CLIENTS = 8;

  /** As many rooms, so that people meet in them. */
  private static final int ROOMS = 4;

  /** What there is one or more of for each connection, each place and each room. */
  private static final List<String> OF_SOMEBODY =
      List.of(
          "dev.noom.memory.Holding",
          "dev.noom.protocol.Peer",
          "dev.noom.room.Place",
          "dev.noom.room.Absence",
          "dev.noom.room.Mailbox",
          "dev.noom.room.Room",
          "dev.noom.signaling.MessageRateLimiter",
          "dev.noom.signaling.Heartbeat",
          "dev.noom.signaling.Outbox",
          "dev.noom.signaling.SessionParticipant",
          "dev.noom.signaling.InboundGate",
          "dev.noom.signaling.SignalingEndpoint",
          "dev.noom.signaling.SignalingSession",
          "dev.noom.limits.TokenBucket",
          "org.glassfish.tyrus.core.TyrusSession");

  /** Of these Payara keeps some for a while, and no more of them however many there were. */
  private static final List<String> SOCKETS =
      List.of(
          "org.glassfish.tyrus.core.TyrusWebSocket",
          "org.glassfish.grizzly.nio.transport.TCPNIOConnection");

  private static final int KEPT_SOCKETS = 100;

  private static final Set<String> OF_A_HANDSHAKE =
      Set.of(
          "dev.noom.admission.RemoteClient",
          "dev.noom.admission.HandshakeFilter$Identified",
          "dev.noom.net.IpAddress");

  private static final String TIMERS =
      "java.util.concurrent.ScheduledThreadPoolExecutor$ScheduledFutureTask";

  /** The sweep runs once a second, and a place is kept for one. */
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @ArquillianResource private URL url;

  private URI base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Deployments.war(
        "noom.resume.seconds=1",
        "noom.ping.seconds=2",
        "noom.ping.patience.seconds=2",
        "noom.room.capacity=100",
        "noom.address.connections=0",
        "noom.address.handshakes=0",
        "noom.address.joins=0");
  }

  @BeforeEach
  void address() throws URISyntaxException {
    base = url.toURI();
  }

  @Test
  void some_thousands_leave_nothing_behind() throws Exception {
    nothingIsLeftOf(3_000, 600);
  }

  @Test
  @Tag("long")
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void a_hundred_thousand_leave_nothing_behind() throws Exception {
    nothingIsLeftOf(100_000, 20_000);
  }

  private void nothingIsLeftOf(int goings, int drops) throws Exception {
    ServerProcess server = ServerProcess.find();
    // Fills what is filled once: pools of threads, caches, tables.
    repeat(400, this::comesAndGoes);
    repeat(400, this::drops);
    Map<String, Integer> before = deserted(server, Integer.MAX_VALUE);
    int threads = server.threads().size();
    repeat(goings, this::comesAndGoes);
    repeat(drops, this::drops);
    Map<String, Integer> after = deserted(server, before.get(TIMERS));
    assertEquals(Map.of(), of(OF_SOMEBODY::contains, after));
    // A lambda is made when it is first needed, however late that is.
    Predicate<String> ours =
        name -> name.startsWith("dev.noom.") && !name.contains("$$Lambda") && !isHeld(name);
    assertEquals(of(ours, before), of(ours, after));
    of(NothingGrowsIT::isHeld, after)
        .forEach((name, count) -> assertTrue(count < KEPT_SOCKETS, count + " of " + name));
    // Those of the first ends may still be there when they are counted.
    int moreTimers = after.get(TIMERS) - before.get(TIMERS);
    assertTrue(moreTimers <= 0, moreTimers + " more timers");
    of(SOCKETS::contains, after)
        .forEach((name, count) -> assertTrue(count < KEPT_SOCKETS, count + " of " + name));
    int more = server.threads().size() - threads;
    assertTrue(more <= CLIENTS, more + " more threads: " + server.threads());
  }

  /**
   * What lives when nobody is there any more; or, after too long a time, what has stayed.
   *
   * @param timers how many there may be: the end of a WebSocket has one, of 10 s
   */
  private Map<String, Integer> deserted(ServerProcess server, int timers) {
    // The encoder keeps the message that it wrote last, and this one names nobody else.
    try (Client last = raw("alone").join("Nobody else")) {
      last.say("{\"type\":\"leave\"}");
      assertEquals(1_000, last.expectClose());
    }
    long start = System.nanoTime();
    Map<String, Integer> live = server.liveInstances();
    while ((!of(OF_SOMEBODY::contains, live).isEmpty() || live.get(TIMERS) > timers)
        && System.nanoTime() - start < PATIENCE.toNanos()) {
      live = server.liveInstances();
    }
    return live;
  }

  /** By the requests that Payara keeps for later, with the handshake they were last used for. */
  private static boolean isHeld(String name) {
    return name.startsWith("dev.noom.payara.") || OF_A_HANDSHAKE.contains(name);
  }

  private static Map<String, Integer> of(Predicate<String> names, Map<String, Integer> live) {
    Map<String, Integer> some = new TreeMap<>(live);
    some.keySet().removeIf(names.negate());
    return some;
  }

  /** By several people at a time; whatever fails for one of them fails here. */
  private static void repeat(int times, IntConsumer action) throws Exception {
    ExecutorService people = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        int number = i;
        all.add(people.submit(() -> action.accept(number)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      people.shutdownNow();
    }
  }

  private void comesAndGoes(int i) {
    try (Client client = raw("room " + i % ROOMS).join("Person " + i)) {
      client.say("{\"type\":\"offer\",\"sdp\":\"v=0\"}");
      client.say("{\"type\":\"leave\"}");
      assertEquals(1_000, client.expectClose());
    }
  }

  private void drops(int i) {
    raw("drop " + i / 2).join("Person " + i).close();
  }

  private Client raw(String room) {
    return Handshake.with(new Address(base)).into(room).open();
  }
}
