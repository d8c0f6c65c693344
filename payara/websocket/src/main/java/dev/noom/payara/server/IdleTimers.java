package dev.noom.payara.server;

import jakarta.servlet.ServletContext;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The scheduler for Tyrus's idle timers. Tyrus starts a new timer for every message that it
 * receives or sends, after the session's idle timeout: 0 ms where there is none, and then the timer
 * does nothing at all. This scheduler knows that a timer after 0 ms need not run; any other is an
 * ordinary one, as those of a {@link CloseSequence} are, which uses it too.
 */
public final class IdleTimers extends ScheduledThreadPoolExecutor {
  private static final String NAME = IdleTimers.class.getName();

  private static final ScheduledFuture<?> NEVER = new Never();

  /** Shorter than what any timer here waits for. */
  private static final long BEAT_MILLIS = 500;

  private final AtomicBoolean beats = new AtomicBoolean();

  public IdleTimers() {
    super(1, IdleTimers::thread);
    // A cancelled timer goes at once; else every message would leave one behind until its time has
    // come.
    setRemoveOnCancelPolicy(true);
    // It is needed until the last connection has ended, which is after the application: so nobody
    // shuts it down, and its thread goes when there is nothing to wait for.
    setKeepAliveTime(1, TimeUnit.SECONDS);
    allowCoreThreadTimeOut(true);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    if (delay <= 0) {
      return NEVER;
    }
    // Whatever is the next to be due wakes the thread when it is scheduled, and most timers are
    // cancelled at once. So there is something that is due before them.
    if (!beats.get() && beats.compareAndSet(false, true)) {
      super.schedule(() -> beats.set(false), BEAT_MILLIS, TimeUnit.MILLISECONDS);
    }
    return super.schedule(command, delay, unit);
  }

  /** Those of an application; null where there is no Tyrus. */
  public static IdleTimers of(ServletContext context) {
    return (IdleTimers) context.getAttribute(NAME);
  }

  public void serve(ServletContext context) {
    context.setAttribute(NAME, this);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "noom-idle-timers");
    thread.setDaemon(true);
    return thread;
  }

  /** A timer that is over; cancelling it, all that Tyrus does with one, has no effect. */
  private static final class Never extends FutureTask<Void> implements ScheduledFuture<Void> {
    Never() {
      super((Callable<Void>) () -> null);
      run();
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return 0;
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(0, other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
