package dev.noom.signaling;

import dev.noom.ice.IceServers;
import dev.noom.memory.MemoryBudget;
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
import java.util.stream.Stream;

/**
 * The timers of the application: the sweep once a second, the goodbye when the server stops, and
 * new ICE servers for everybody before the old credentials expire.
 */
@ApplicationScoped
class Housekeeping {
  private static final int SWEEPS_A_MINUTE = 60;

  private static final Logger LOG = System.getLogger(Housekeeping.class.getName());

  @Resource ManagedScheduledExecutorService scheduler;
  @Inject RoomService rooms;
  @Inject Connections connections;
  @Inject Warnings warnings;
  @Inject IceServers iceServers;
  @Inject MemoryBudget memory;

  private int sweeps;

  private final List<ScheduledFuture<?>> chores = new ArrayList<>();

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    repeat("sweep connections and rooms", Duration.ofSeconds(1), this::sweep);
    iceServers.renewal().ifPresent(period -> repeat("renew ICE servers", period, this::renew));
    iceServers
        .renewalAlone()
        .ifPresent(
            period ->
                repeat(
                    "renew the ICE servers of participants that are alone",
                    period,
                    this::renewAlone));
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
    if (++sweeps % SWEEPS_A_MINUTE == 0) {
      tellOfShortage();
    }
  }

  private void tellOfShortage() {
    long refusals = memory.takeRefusals();
    if (refusals > 0) {
      LOG.log(
          Level.WARNING,
          "Memory for what waits was short: {0} requests for it were refused in the last minute"
              + " (noom.memory.megabytes).",
          refusals);
    }
  }

  private void renew() {
    present().filter(present -> !present.isAlone()).forEach(SessionParticipant::renewIceServers);
  }

  private void renewAlone() {
    present().filter(SessionParticipant::isAlone).forEach(SessionParticipant::renewIceServers);
  }

  private Stream<SessionParticipant> present() {
    return rooms.participants().stream()
        .filter(SessionParticipant.class::isInstance)
        .map(SessionParticipant.class::cast);
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
      // If it left this method, the scheduler would not call it again.
      LOG.log(Level.ERROR, "Could not " + what + "; it is tried again.", e);
    }
  }
}
