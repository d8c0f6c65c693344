package dev.noom.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.noom.room.RoomModel.Reached;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens to the sockets of a room, in whatever order the server learns of it: everybody's
 * roster is the truth. Random sequences, each made from its seed alone.
 */
class RoomModelTest {
  private static final int SEQUENCES = 12_000;
  private static final int STEPS = 60;

  /** A failure names its seed; with {@code SEQUENCES = 1} it can be seen again. */
  private static final long FIRST_SEED = 1;

  @Test
  void every_roster_converges_to_the_truth() throws Exception {
    Set<Reached> reached = EnumSet.noneOf(Reached.class);
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SEQUENCES; seed++) {
      reached.addAll(play(seed));
    }
    assertEquals(EnumSet.allOf(Reached.class), reached);
  }

  private static Set<Reached> play(long seed) throws Exception {
    RoomModel model = new RoomModel(new Random(seed));
    try {
      for (int i = 0; i < STEPS; i++) {
        model.step();
      }
      model.settle();
      model.empty();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          "seed " + seed + ": " + e.getMessage() + "\n" + String.join("\n", model.story), e);
    }
    return model.reached;
  }
}
