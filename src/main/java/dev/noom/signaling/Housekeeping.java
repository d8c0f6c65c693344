package dev.noom.signaling;

import dev.noom.ice.IceServers;
import dev.noom.room.Participant;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * What the rooms need from outside: somebody who looks at the clock, and a word before the end.
 * Also gives everybody new ICE servers before the old ones expire.
 */
@ApplicationScoped
class Housekeeping {
  private static final Logger LOG = System.getLogger(Housekeeping.class.getName());

  @Resource ManagedScheduledExecutorService scheduler;
  @Inject RoomService rooms;
  @Inject Connections connections;
  @Inject Warnings warnings;
  @Inject IceServers iceServers;

  private final List<ScheduledFuture<?>> chores = new ArrayList<>();

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    repeat("sweep away what is over", Duration.ofSeconds(1), this::sweep);
    iceServers.renewal().ifPresent(period -> repeat("renew ICE servers", period, this::renew));
  }

  void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
    chores.forEach(chore -> chore.cancel(false));
    LOG.log(Level.INFO, "Going down: {0} people are asked to come back.", rooms.participantCount());
    rooms.sayGoodbye();
  }

  private void sweep() {
    connections.sweep();
    rooms.sweep();
    warnings.sweep();
  }

  private void renew() {
    for (Participant participant : rooms.participants()) {
      if (participant instanceof SessionParticipant present) {
        present.renewIceServers();
      }
    }
  }

  private void repeat(String what, Duration period, Runnable chore) {
    long ms = period.toMillis();
    chores.add(
        scheduler.scheduleWithFixedDelay(
            () -> attempt(what, chore), ms, ms, TimeUnit.MILLISECONDS));
  }

  private static void attempt(String what, Runnable chore) {
    try {
      chore.run();
    } catch (RuntimeException e) {
      // Thrown on, it would end the repetition for good.
      LOG.log(Level.ERROR, "Could not " + what + "; that is tried again.", e);
    }
  }
}
