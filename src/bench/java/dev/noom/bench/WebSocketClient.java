package dev.noom.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Every connection of a run, carried by one selector thread. All listeners and timers are called on
 * that thread, so a workload needs no lock; the main thread enters it through {@link #call}.
 */
final class WebSocketClient implements AutoCloseable {

  /** What a connection tells its owner. */
  interface Listener {
    void opened();

    /** One text message; the bytes are valid only during the call. */
    void text(byte[] buffer, int offset, int length);

    /** The last word, also after a handshake that failed; {@code why} is for a person. */
    void closed(int code, String why);
  }

  /** Bytes are those of the TCP stream: HTTP upgrades and frame headers included. */
  record Wire(long framesOut, long framesIn, long bytesOut, long bytesIn) {
    Wire since(Wire earlier) {
      return new Wire(
          framesOut - earlier.framesOut,
          framesIn - earlier.framesIn,
          bytesOut - earlier.bytesOut,
          bytesIn - earlier.bytesIn);
    }

    long frames() {
      return framesOut + framesIn;
    }

    long bytes() {
      return bytesOut + bytesIn;
    }
  }

  private record Timer(long due, Runnable action) {}

  // A message has at most 64 KiB, so a whole one always fits.
  final ByteBuffer in = ByteBuffer.allocate(256 * 1024);
  final ByteBuffer out = ByteBuffer.allocate(128 * 1024);
  final SplittableRandom random = new SplittableRandom();
  long framesOut;
  long framesIn;
  long bytesOut;
  long bytesIn;

  private final Selector selector;
  private final Thread thread;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::due));
  private volatile boolean open = true;
  private volatile Throwable failure;

  WebSocketClient() throws IOException {
    selector = Selector.open();
    thread = new Thread(this::loop, "load");
    thread.start();
  }

  /** Connects; on the load thread only. {@code receiveBuffer} 0 leaves it to the system. */
  Connection connect(
      InetSocketAddress server,
      String target,
      String subprotocol,
      int receiveBuffer,
      Listener listener) {
    return new Connection(this, selector, server, target, subprotocol, receiveBuffer, listener);
  }

  /** Runs once on the load thread after {@code millis}; on the load thread only. */
  void after(long millis, Runnable action) {
    timers.add(new Timer(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), action));
  }

  /** Runs on the load thread and waits for the result; from any other thread. */
  <T> T call(Callable<T> action) throws Exception {
    if (failure != null) {
      throw new IllegalStateException("The load thread died", failure);
    }
    CompletableFuture<T> result = new CompletableFuture<>();
    tasks.add(
        () -> {
          try {
            result.complete(action.call());
          } catch (Exception e) {
            result.completeExceptionally(e);
          }
        });
    selector.wakeup();
    return result.get(30, TimeUnit.SECONDS);
  }

  void run(Runnable action) throws Exception {
    call(
        () -> {
          action.run();
          return null;
        });
  }

  /** On the load thread only. */
  Wire wire() {
    return new Wire(framesOut, framesIn, bytesOut, bytesIn);
  }

  long threadId() {
    return thread.getId();
  }

  @Override
  public void close() throws IOException {
    open = false;
    selector.wakeup();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }

  private void loop() {
    try {
      while (open) {
        selector.select(this::ready, millisToNextTimer());
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
        runTimers();
      }
    } catch (Throwable e) {
      failure = e;
      e.printStackTrace();
    }
  }

  private void ready(SelectionKey key) {
    Connection connection = (Connection) key.attachment();
    try {
      connection.ready(key);
    } catch (IOException e) {
      connection.fail(String.valueOf(e.getMessage()));
    }
  }

  private long millisToNextTimer() {
    Timer next = timers.peek();
    if (next == null) {
      return 1_000;
    }
    // Never 0, which would mean "wait for ever".
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(next.due - System.nanoTime()));
  }

  private void runTimers() {
    long now = System.nanoTime();
    while (!timers.isEmpty() && timers.peek().due <= now) {
      timers.poll().action.run();
    }
  }
}
