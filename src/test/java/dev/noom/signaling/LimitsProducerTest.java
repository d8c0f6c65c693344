package dev.noom.signaling;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.config.NoomConfig;
import org.junit.jupiter.api.Test;

class LimitsProducerTest {
  @Test
  void a_line_is_kept_until_the_last_who_may_come_back_for_it_is_given_up() {
    NoomConfig config = new LateConfig();
    int gone = config.pingSeconds() + config.pingPatienceSeconds() + config.resumeSeconds();
    int kept = new LimitsProducer(config).capacity().lineSeconds();
    assertTrue(kept > gone, "kept for " + kept + " s, given up after " + gone);
  }

  /** A server that asks seldom whether somebody is still there. */
  private static final class LateConfig extends NoomConfig {
    @Override
    public int pingSeconds() {
      return 300;
    }

    @Override
    public int pingPatienceSeconds() {
      return 10;
    }

    @Override
    public int resumeSeconds() {
      return 60;
    }

    @Override
    public int roomCapacity() {
      return 8;
    }

    @Override
    public int rooms() {
      return 10;
    }

    @Override
    public int participants() {
      return 10;
    }

    @Override
    public int addressJoins() {
      return 0;
    }

    @Override
    public int memoryMegabytes() {
      return 1;
    }
  }
}
