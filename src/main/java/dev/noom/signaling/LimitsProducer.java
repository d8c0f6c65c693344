package dev.noom.signaling;

import dev.noom.config.NoomConfig;
import dev.noom.protocol.Limits;
import dev.noom.room.Capacity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;

/**
 * The limits as the configuration has them, for the rooms that enforce them and the message that
 * tells them.
 */
@ApplicationScoped
class LimitsProducer {
  /**
   * Read once: an endpoint asks for it with every connection, and reading the configuration is
   * slow.
   */
  private final Limits limits;

  private final Capacity capacity;

  @Inject
  LimitsProducer(NoomConfig config) {
    limits =
        new Limits(SignalMessageDecoder.MAX_BYTES, config.roomCapacity(), config.resumeSeconds());
    capacity = new Capacity(config.rooms(), config.participants(), config.resumeMegabytes() << 20);
  }

  /** For the container's proxy only. */
  protected LimitsProducer() {
    limits = null;
    capacity = null;
  }

  @Produces
  Limits limits() {
    return limits;
  }

  @Produces
  Capacity capacity() {
    return capacity;
  }
}
