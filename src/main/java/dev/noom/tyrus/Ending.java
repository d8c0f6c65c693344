package dev.noom.tyrus;

import jakarta.servlet.http.WebConnection;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * How one WebSocket ends: first its TCP connection, and a second later, when nobody can be reading
 * from it any more, the container is told. The other way round, as the container does it, it takes
 * what still comes in for a new request, and answers that on somebody else's connection. See
 * docs/decisions/0017-the-end-of-a-websocket.md.
 */
final class Ending implements GatheringWriter.End {
  /** How long the other end may take to answer a close frame, and to read what came before it. */
  static final long LAST_WORD_MILLIS = 10_000;

  /** Far longer than a thread that has read something needs until it has noticed. */
  static final long QUIET_MILLIS = 1_000;

  private static final Logger LOG = System.getLogger(Ending.class.getName());

  private final Transport transport;
  private final ScheduledExecutorService timers;

  /** Null before the handshake is over. */
  private WebConnection container;

  private Future<?> deadline;
  private boolean over;

  Ending(Transport transport, ScheduledExecutorService timers) {
    this.transport = transport;
    this.timers = timers;
  }

  synchronized void of(WebConnection connection) {
    container = connection;
  }

  @Override
  public synchronized void soon() {
    if (deadline == null && !over && transport.isKnown()) {
      deadline = after(LAST_WORD_MILLIS, this::atOnce);
    }
  }

  @Override
  public void gently() {
    if (begins()) {
      transport.close();
      tellLater(1);
    }
  }

  @Override
  public void atOnce() {
    if (begins()) {
      transport.terminate();
      tellLater(1);
    }
  }

  /** By the other end, or by the network; if we have not begun to end it, the container does so. */
  void lost() {
    synchronized (this) {
      if (!over) {
        begins();
        container = null;
      }
    }
    transport.terminate();
  }

  private synchronized boolean begins() {
    if (over) {
      return false;
    }
    over = true;
    if (deadline != null) {
      deadline.cancel(false);
    }
    transport.disown();
    return true;
  }

  private void tellLater(int times) {
    if (!transport.isKnown() || after(QUIET_MILLIS, () -> tell(times)) == null) {
      tell(0);
    }
  }

  /** Null where there is no later, since the application ends. */
  private Future<?> after(long millis, Runnable task) {
    try {
      return timers.schedule(task, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "The application ends, and a WebSocket with it.");
      return null;
    }
  }

  private void tell(int times) {
    if (times > 0 && times * QUIET_MILLIS < LAST_WORD_MILLIS && transport.isOpen()) {
      tellLater(times + 1);
      return;
    }
    transport.terminate();
    WebConnection ended;
    synchronized (this) {
      ended = container;
    }
    if (ended != null) {
      try {
        ended.close();
      } catch (Exception e) {
        LOG.log(Level.DEBUG, "The container could not end a WebSocket. {0}", e.toString());
      }
    }
  }
}
