package dev.noom.signaling;

import dev.noom.config.NoomConfig;
import dev.noom.protocol.Limits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/**
 * The limits as the configuration has them, for the rooms that enforce them and the message that
 * tells them.
 */
@ApplicationScoped
class LimitsProducer {

  @Produces
  Limits limits(NoomConfig config) {
    return new Limits(SignalMessageDecoder.MAX_BYTES, config.roomCapacity());
  }
}
