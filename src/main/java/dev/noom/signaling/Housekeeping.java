package dev.noom.signaling;

import dev.noom.room.RoomService;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** What the rooms need from outside: somebody who looks at the clock, and a word before the end. */
@ApplicationScoped
class Housekeeping {
  private static final Logger LOG = System.getLogger(Housekeeping.class.getName());

  @Resource private ManagedScheduledExecutorService scheduler;
  @Inject private RoomService rooms;
  @Inject private Connections connections;
  @Inject private Warnings warnings;

  private ScheduledFuture<?> sweeping;

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    sweeping = scheduler.scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.SECONDS);
  }

  void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
    sweeping.cancel(false);
    LOG.log(Level.INFO, "Going down: {0} people are asked to come back.", rooms.participantCount());
    rooms.sayGoodbye();
  }

  private void sweep() {
    try {
      connections.sweep();
      rooms.sweep();
      warnings.sweep();
    } catch (RuntimeException e) {
      // Thrown on, it would end the sweeping for good.
      LOG.log(
          Level.ERROR, "What is over could not be swept away; that is tried again in a second.", e);
    }
  }
}
