package dev.noom.payara.websocket;

import jakarta.servlet.http.WebConnection;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How one WebSocket ends. The container may be asked to end it only while it reads nothing from it.
 * Otherwise it takes what comes in meanwhile for a new request, and the answer goes to somebody
 * else. So the thread asks that has just read, as a rule the other end's answer to a close (RFC
 * 6455, section 7.1.1). If the other end does not answer, the TCP connection is closed first, and
 * the container hears of it a second later. See
 * payara/websocket/decisions/0017-the-end-of-a-websocket.md.
 */
final class CloseSequence implements BatchWriter.End {
  /** How long the other end may take to answer a close frame, and to read what came before it. */
  static final long LAST_WORD_MILLIS = 10_000;

  /** Far longer than a thread that has read something needs until it has noticed. */
  static final long QUIET_MILLIS = 1_000;

  /**
   * How long after its answer the thread of a handshake is waited for, and how often it is seen to.
   */
  static final long HANDSHAKE_MILLIS = 10_000;

  private static final long LOOK_MILLIS = 10;

  private static final Logger LOG = System.getLogger(CloseSequence.class.getName());

  /** How many have begun and not ended. */
  private static final AtomicInteger OPEN = new AtomicInteger();

  private final Transport transport;
  private final ScheduledExecutorService timers;

  /** Null before the handshake is over, and where the container ends it by itself. */
  private WebConnection container;

  /** While it is at work on what it has read; the container reads no more before that is done. */
  private Thread reader;

  private Future<?> deadline;

  /** Whether there is to be a deadline, should the reader not end it before it is done. */
  private boolean awaitsDeadline;

  private boolean due;
  private boolean over;

  CloseSequence(Transport transport, ScheduledExecutorService timers) {
    this.transport = transport;
    this.timers = timers;
  }

  synchronized void of(WebConnection connection) {
    container = connection;
    if (!over) {
      OPEN.incrementAndGet();
    }
  }

  /** How many WebSockets there are. */
  static int open() {
    return OPEN.get();
  }

  /**
   * The current thread has read something, and does this with it, unless the end is due: then
   * nobody wants to know.
   */
  void reading(Runnable work) {
    synchronized (this) {
      reader = Thread.currentThread();
    }
    try {
      if (!isDue()) {
        work.run();
      }
    } finally {
      if (isDue()) {
        now();
      }
      synchronized (this) {
        reader = null;
        if (awaitsDeadline) {
          soon();
        }
      }
    }
  }

  private synchronized boolean isDue() {
    return due;
  }

  synchronized boolean isOver() {
    return over;
  }

  @Override
  public synchronized void soon() {
    // As a rule the reader ends it as soon as it has said so, and no timer is needed.
    awaitsDeadline = Thread.currentThread() == reader;
    if (deadline == null && !over && !awaitsDeadline && transport.isKnown()) {
      deadline = after(LAST_WORD_MILLIS, this::atOnce);
    }
  }

  @Override
  public void gently() {
    boolean isNow;
    synchronized (this) {
      due = true;
      soon();
      isNow = Thread.currentThread() == reader || !transport.isKnown();
    }
    if (isNow) {
      now();
    }
  }

  @Override
  public void atOnce() {
    if (begins()) {
      transport.disown();
      transport.terminate();
      if (transport.isKnown()) {
        after(QUIET_MILLIS, this::tell);
      } else {
        tell();
      }
    }
  }

  private void now() {
    if (begins()) {
      tell();
    }
  }

  /** By the other end, or by the network; if we have not begun to end it, the container does so. */
  void lost() {
    synchronized (this) {
      if (begins()) {
        container = null;
      }
    }
    transport.terminate();
  }

  private synchronized boolean begins() {
    boolean begins = !over;
    if (begins && container != null) {
      OPEN.decrementAndGet();
    }
    over = true;
    if (deadline != null) {
      deadline.cancel(false);
    }
    return begins;
  }

  private Future<?> after(long millis, Runnable task) {
    return timers.schedule(task, millis, TimeUnit.MILLISECONDS);
  }

  private void tell() {
    tell(HANDSHAKE_MILLIS / LOOK_MILLIS);
  }

  /**
   * As soon as the thread of the handshake has left, which as a rule it has.
   *
   * @param looks how often it may still be found there
   */
  private void tell(long looks) {
    if (looks > 0 && !transport.isHandshakeOver()) {
      after(LOOK_MILLIS, () -> tell(looks - 1));
      return;
    }
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
