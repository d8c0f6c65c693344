package dev.noom.operations;

import static dev.noom.protocol.Cause.CAMERA_DENIED;
import static dev.noom.protocol.Cause.UDP_BLOCKED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.noom.operations.TroubleCounts.Line;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TroubleCountsTest {
  /** {@link System#nanoTime} may begin anywhere, also below zero. */
  private static final long START = -Duration.ofSeconds(3).toNanos();

  private final TroubleCounts counts = new TroubleCounts();

  @Test
  void nothing_is_said_of_nothing() {
    assertEquals(List.of(), counts.due(START));
  }

  @Test
  void the_first_of_a_cause_is_said_at_once() {
    counts.add(UDP_BLOCKED);
    counts.add(CAMERA_DENIED);
    counts.add(UDP_BLOCKED);
    assertEquals(
        List.of(new Line(CAMERA_DENIED, 1, 1), new Line(UDP_BLOCKED, 2, 2)), counts.due(START));
    assertEquals(List.of(), counts.due(at(120)));
  }

  @Test
  void then_there_is_a_line_a_minute_with_what_has_come_meanwhile() {
    counts.add(UDP_BLOCKED);
    counts.due(START);
    for (int i = 0; i < 12; i++) {
      counts.add(UDP_BLOCKED);
    }
    assertEquals(List.of(), counts.due(at(59)));
    assertEquals(List.of(new Line(UDP_BLOCKED, 12, 13)), counts.due(at(60)));
  }

  @Test
  void one_cause_does_not_silence_another() {
    counts.add(UDP_BLOCKED);
    counts.due(START);
    counts.add(CAMERA_DENIED);
    assertEquals(List.of(new Line(CAMERA_DENIED, 1, 1)), counts.due(at(5)));
  }

  private static long at(int seconds) {
    return START + Duration.ofSeconds(seconds).toNanos();
  }
}
