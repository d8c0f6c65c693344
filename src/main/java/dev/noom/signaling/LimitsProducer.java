package dev.noom.signaling;

import dev.noom.config.NoomConfig;
import dev.noom.memory.MemoryBudget;
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
  /** An office behind one address comes in at nine o'clock, and some of them twice. */
  private static final int JOINS_OF_A_PERSON = 4;

  private static final int LEAST_JOIN_BURST = 16;

  /** In seconds: each step of noticing that somebody is gone takes up to one. */
  private static final int A_FEW_SWEEPS = 5;

  /**
   * Read once: an endpoint asks for it with every connection, and reading the configuration is
   * slow.
   */
  private final Limits limits;

  private final Capacity capacity;

  private final MemoryBudget memory;

  @Inject
  LimitsProducer(NoomConfig config) {
    limits =
        new Limits(SignalMessageDecoder.MAX_BYTES, config.roomCapacity(), config.resumeSeconds());
    capacity =
        new Capacity(
            config.rooms(),
            config.participants(),
            config.addressJoins(),
            Math.max(LEAST_JOIN_BURST, JOINS_OF_A_PERSON * config.roomCapacity()),
            config.pingSeconds()
                + config.pingPatienceSeconds()
                + config.resumeSeconds()
                + A_FEW_SWEEPS);
    memory = new MemoryBudget((long) config.memoryMegabytes() << 20);
  }

  /** For the container's proxy only. */
  protected LimitsProducer() {
    limits = null;
    capacity = null;
    memory = null;
  }

  @Produces
  Limits limits() {
    return limits;
  }

  @Produces
  Capacity capacity() {
    return capacity;
  }

  @Produces
  MemoryBudget memory() {
    return memory;
  }
}
