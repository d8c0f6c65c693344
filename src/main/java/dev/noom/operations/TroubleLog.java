package dev.noom.operations;

import dev.noom.protocol.Cause;
import dev.noom.protocol.SignalMessage.Trouble;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Counts what pages have found out about missing pictures, and tells the log of each cause soon,
 * but at most once a minute.
 */
@ApplicationScoped
class TroubleLog {
  private static final Logger LOG = System.getLogger(TroubleLog.class.getName());

  /**
   * 5 s: soon enough for an administrator who has just been called, and the first burst is one
   * line.
   */
  private static final int TICK_S = 5;

  @Resource private ManagedScheduledExecutorService scheduler;

  private final TroubleCounts counts = new TroubleCounts();
  private ScheduledFuture<?> telling;

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    telling = scheduler.scheduleWithFixedDelay(this::tell, TICK_S, TICK_S, TimeUnit.SECONDS);
  }

  void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
    telling.cancel(false);
  }

  void hear(@Observes Trouble trouble) {
    counts.add(trouble.known());
  }

  private void tell() {
    counts.due(System.nanoTime()).forEach(TroubleLog::log);
  }

  private static void log(TroubleCounts.Line line) {
    Cause cause = line.cause();
    LOG.log(
        cause.isForAdministrators() ? Level.WARNING : Level.INFO,
        "trouble {0}: {1} more, {2} since the start",
        cause.wire(),
        line.more(),
        line.all());
  }
}
