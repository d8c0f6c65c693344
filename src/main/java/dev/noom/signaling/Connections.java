package dev.noom.signaling;

import dev.noom.config.NoomConfig;
import dev.noom.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.Principal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** All open connections of this server, joined or not. */
@ApplicationScoped
class Connections {
  /** Each with the one whose address it counts for. */
  private final Map<Heartbeat, Caller> open = new ConcurrentHashMap<>();

  private final Heartbeat.Patience patience;
  private final Allowance.Rate rate;

  @Inject
  Connections(NoomConfig config) {
    patience =
        new Heartbeat.Patience(
            config.pingSeconds(), config.pingPatienceSeconds(), config.joinSeconds());
    rate =
        new Allowance.Rate(
            config.messageRate(),
            config.messageBurst(),
            config.kilobyteRate() * 1_024,
            config.kilobyteBurst() * 1_024);
  }

  /** For the container's proxy only. */
  protected Connections() {
    patience = null;
    rate = null;
  }

  /**
   * @param principal of the session
   */
  Heartbeat opened(Outbox outbox, Principal principal) {
    int headStart = ThreadLocalRandom.current().nextInt(patience.untilPing());
    Heartbeat heartbeat = new Heartbeat(outbox, patience, headStart);
    Caller caller = Caller.of(principal);
    caller.connect();
    open.put(heartbeat, caller);
    return heartbeat;
  }

  /** What a new connection may do. */
  Allowance allowance() {
    return new Allowance(rate, System::nanoTime);
  }

  void closed(Heartbeat heartbeat) {
    Caller caller = open.remove(heartbeat);
    if (caller != null) {
      caller.hangUp();
    }
  }

  /**
   * Asks whoever is silent, and closes what is dead. To be called about once a second. Containers
   * forget to tell of a close now and then, so what is closed goes here too.
   */
  void sweep() {
    for (Heartbeat heartbeat : open.keySet()) {
      if (!heartbeat.sweep()) {
        closed(heartbeat);
      }
    }
  }
}
