package dev.noom.signaling;

import dev.noom.config.NoomConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** All open connections of this server, joined or not. */
@ApplicationScoped
class Connections {
  private final Set<Heartbeat> open = ConcurrentHashMap.newKeySet();
  private final Heartbeat.Patience patience;

  @Inject
  Connections(NoomConfig config) {
    patience =
        new Heartbeat.Patience(
            config.pingSeconds(), config.pingPatienceSeconds(), config.joinSeconds());
  }

  /** For the container's proxy only. */
  protected Connections() {
    patience = null;
  }

  Heartbeat opened(Outbox outbox) {
    int headStart = ThreadLocalRandom.current().nextInt(patience.untilPing());
    Heartbeat heartbeat = new Heartbeat(outbox, patience, headStart);
    open.add(heartbeat);
    return heartbeat;
  }

  void closed(Heartbeat heartbeat) {
    open.remove(heartbeat);
  }

  /**
   * Asks whoever is silent, and closes what is dead. To be called about once a second. Containers
   * forget to tell of a close now and then, so what is closed goes here too.
   */
  void sweep() {
    open.removeIf(heartbeat -> !heartbeat.sweep());
  }
}
