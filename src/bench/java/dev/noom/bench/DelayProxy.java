package dev.noom.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A distance to the server: every byte arrives so many milliseconds later, in both directions, and
 * a new connection costs its round trip first. For a handful of connections.
 */
final class DelayProxy implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  // One thread, so that equal delays keep the order.
  private final ScheduledExecutorService line =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "delay");
            thread.setDaemon(true);
            return thread;
          });
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final int serverPort;
  private final long delayNanos;

  DelayProxy(int serverPort, int delayMillis) throws IOException {
    this.serverPort = serverPort;
    delayNanos = TimeUnit.MILLISECONDS.toNanos(delayMillis);
    daemon("accept", this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    line.shutdownNow();
  }

  private void accept() {
    try {
      while (!listener.isClosed()) {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        for (Socket socket : new Socket[] {client, server}) {
          socket.setTcpNoDelay(true);
          sockets.add(socket);
        }
        // The kernel has already shaken hands; over the distance that takes a round trip.
        long connected = System.nanoTime() + 2 * delayNanos;
        daemon("upstream", () -> pump(client, server, connected));
        daemon("downstream", () -> pump(server, client, 0));
      }
    } catch (IOException e) {
      if (!listener.isClosed()) {
        System.err.println("The delaying proxy stopped: " + e.getMessage());
      }
    }
  }

  private void pump(Socket from, Socket to, long notBefore) {
    byte[] buffer = new byte[64 * 1024];
    try {
      InputStream in = from.getInputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        byte[] bytes = Arrays.copyOf(buffer, count);
        later(notBefore, () -> to.getOutputStream().write(bytes));
      }
      later(notBefore, to::shutdownOutput);
    } catch (IOException e) {
      later(notBefore, to::close);
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private void later(long notBefore, Step step) {
    long now = System.nanoTime();
    long wait = delayNanos + (notBefore == 0 ? 0 : Math.max(0, notBefore - now));
    if (!line.isShutdown()) {
      line.schedule(() -> attempt(step), wait, TimeUnit.NANOSECONDS);
    }
  }

  private static void attempt(Step step) {
    try {
      step.run();
    } catch (IOException gone) {
      // The other end hung up first, as pages do when they are closed.
      return;
    }
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
