package dev.noom.signaling;

import dev.noom.admission.RemoteClient;
import dev.noom.config.NoomConfig;
import dev.noom.memory.Holding;
import dev.noom.memory.MemoryBudget;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** All open connections of this server, joined or not. */
@ApplicationScoped
class Connections {
  private final Map<Heartbeat, Counted> open = new ConcurrentHashMap<>();

  /**
   * @param caller whose address the connection counts for
   * @param holding what is kept on its account
   */
  private record Counted(RemoteClient caller, Holding holding) {}

  private final MemoryBudget memory;

  private final Heartbeat.Patience patience;
  private final MessageRateLimiter.Rate rate;

  @Inject
  Connections(NoomConfig config, MemoryBudget memory) {
    this.memory = memory;
    patience =
        new Heartbeat.Patience(
            config.pingSeconds(), config.pingPatienceSeconds(), config.joinSeconds());
    rate =
        new MessageRateLimiter.Rate(
            config.messageRate(),
            config.messageBurst(),
            config.kilobyteRate() * 1_024,
            config.kilobyteBurst() * 1_024);
  }

  /** For the container's proxy only. */
  protected Connections() {
    memory = null;
    patience = null;
    rate = null;
  }

  /** What a new connection may hold. */
  Holding holding(RemoteClient caller) {
    return memory.admit(caller.address());
  }

  Heartbeat opened(Outbox outbox, RemoteClient caller, Holding holding) {
    int headStart = ThreadLocalRandom.current().nextInt(patience.untilPing());
    Heartbeat heartbeat = new Heartbeat(outbox, patience, headStart);
    caller.connect();
    open.put(heartbeat, new Counted(caller, holding));
    return heartbeat;
  }

  /** What a new connection may do. */
  MessageRateLimiter rateLimiter() {
    return new MessageRateLimiter(rate, System::nanoTime);
  }

  void closed(Heartbeat heartbeat) {
    Counted counted = open.remove(heartbeat);
    if (counted != null) {
      counted.caller().hangUp();
      counted.holding().close();
    }
  }

  /**
   * Asks those that are silent, and closes what is dead. To be called about once a second.
   * Containers forget to tell of a close now and then, so what is closed goes here too.
   */
  void sweep() {
    for (Heartbeat heartbeat : open.keySet()) {
      if (!heartbeat.sweep()) {
        closed(heartbeat);
      }
    }
  }
}
