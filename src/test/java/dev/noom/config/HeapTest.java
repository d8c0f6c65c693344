package dev.noom.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The sum of all limits, as docs/decisions/0023-memory.md reckons it. */
class HeapTest {
  @Test
  void ten_thousand_people_and_the_budget_fit_into_the_heap_that_is_advised() {
    Heap advised = new Heap(494);
    assertTrue(advised.participantsBeside(494 / 4) >= 10_000);
    assertEquals((494 - 96 - 247) * 1_024 / 24, advised.participantsBeside(247));
  }

  @Test
  void a_small_heap_has_space_for_fewer() {
    assertTrue(new Heap(160).participantsBeside(40) < 1_100);
    assertTrue(new Heap(96).participantsBeside(24) < 0);
  }

  @Test
  void a_very_large_one_has_no_overflow() {
    assertEquals(Integer.MAX_VALUE, new Heap(Integer.MAX_VALUE).participantsBeside(1_000));
  }
}
