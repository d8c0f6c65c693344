package dev.noom.stun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.LogRecorder;
import dev.noom.config.NoomConfig;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The life of the STUN server with its application, as the container would have it. */
class StunServerTest {
  @RegisterExtension final LogRecorder log = new LogRecorder();

  private final List<Thread> threads = new ArrayList<>();

  @Test
  void it_begins_and_ends_with_the_application_and_does_so_again() throws Exception {
    int port = freePort();
    for (int deployments = 0; deployments < 3; deployments++) {
      StunServer server = server(port);
      assertEquals(OptionalInt.empty(), server.port());
      server.start(null);
      assertEquals(OptionalInt.of(port), server.port());
      asks(port);
      server.stop(null);
      assertEquals(OptionalInt.empty(), server.port());
      assertTrue(threads.stream().noneMatch(Thread::isAlive), threads.toString());
    }
    assertEquals(3, threads.size());
    assertEquals(List.of(), log.sentences());
  }

  @Test
  void if_the_port_is_taken_it_says_so_once_and_is_off() throws Exception {
    try (DatagramSocket taken = new DatagramSocket()) {
      StunServer server = server(taken.getLocalPort());
      server.start(null);
      assertEquals(OptionalInt.empty(), server.port());
      server.stop(null);
    }
    assertEquals(List.of(Level.WARNING), log.levels());
    assertEquals(List.of(), threads);
  }

  @Test
  void zero_is_off_without_a_word() {
    StunServer server = server(0);
    server.start(null);
    assertEquals(OptionalInt.empty(), server.port());
    server.stop(null);
    assertEquals(List.of(), log.sentences());
    assertEquals(List.of(), threads);
  }

  private static void asks(int port) throws IOException {
    InetAddress address = InetAddress.getLoopbackAddress();
    try (StunClient client = new StunClient(address, new InetSocketAddress(address, port))) {
      assertEquals(client.address(), client.asks());
    }
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      return socket.getLocalPort();
    }
  }

  private StunServer server(int port) {
    StunServer server = new StunServer();
    server.threads = new Threads();
    server.config =
        new NoomConfig() {
          @Override
          public int stunPort() {
            return port;
          }

          @Override
          public Optional<InetAddress> stunAddress() {
            return Optional.empty();
          }
        };
    return server;
  }

  private final class Threads implements ManagedThreadFactory {
    @Override
    public Thread newThread(Runnable work) {
      threads.add(new Thread(work));
      return threads.get(threads.size() - 1);
    }

    @Override
    public ForkJoinWorkerThread newThread(ForkJoinPool pool) {
      throw new UnsupportedOperationException("One thread is enough.");
    }
  }
}
