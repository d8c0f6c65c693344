package dev.noom.payara.http;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.ConnectionProbe;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.nio.NIOConnection;

/**
 * Watches a connection whose client has not read all that was written to it, until it has. Where
 * the client takes not one byte for a while, the connection is closed.
 */
final class SlowReaderWatch extends ConnectionProbe.Adapter implements Runnable {
  /** Longer than a phone needs from one cell to the next. */
  static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

  private static final long LOOK_SECONDS = 5;

  private static final Attribute<Boolean> WATCHED =
      Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(SlowReaderWatch.class.getName());

  private final Connection<?> connection;
  private final ScheduledExecutorService timers;
  private final Consumer<Connection<?>> close;
  private volatile long lastTaken = System.nanoTime();

  private SlowReaderWatch(
      Connection<?> connection, ScheduledExecutorService timers, Consumer<Connection<?>> close) {
    this.connection = connection;
    this.timers = timers;
    this.close = close;
  }

  /** Whether the network has taken all that was written so far. */
  static boolean isNothing(Connection<?> connection) {
    return !(connection instanceof NIOConnection nio)
        || nio.getAsyncWriteQueue().spaceInBytes() == 0;
  }

  /**
   * Begins to watch, unless somebody does already.
   *
   * @param close gets the connection if its client does not read
   */
  static void watch(
      Connection<?> connection, ScheduledExecutorService timers, Consumer<Connection<?>> close) {
    if (WATCHED.get(connection) == null) {
      WATCHED.set(connection, true);
      SlowReaderWatch unread = new SlowReaderWatch(connection, timers, close);
      connection.getMonitoringConfig().addProbes(unread);
      unread.again();
    }
  }

  @Override
  @SuppressWarnings("rawtypes") // as Grizzly has declared it
  public void onWriteEvent(Connection somebody, Buffer data, long size) {
    lastTaken = System.nanoTime();
  }

  @Override
  public void run() {
    boolean isOver = !connection.isOpen() || isNothing(connection);
    if (!isOver && System.nanoTime() - lastTaken < PATIENCE_NANOS) {
      again();
      return;
    }
    connection.getMonitoringConfig().removeProbes(this);
    WATCHED.remove(connection);
    if (!isOver) {
      close.accept(connection);
    }
  }

  private void again() {
    timers.schedule(this, LOOK_SECONDS, TimeUnit.SECONDS);
  }
}
