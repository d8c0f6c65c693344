package dev.noom.signaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.memory.MemoryBudget;
import org.junit.jupiter.api.Test;

class FragmentBufferTest {
  private final MemoryBudget memory = new MemoryBudget(10_000);
  private final FragmentBuffer parts = new FragmentBuffer(memory.open(""));

  @Test
  void a_whole_message_is_itself() {
    assertEquals("{}", parts.add("{}", true));
  }

  @Test
  void parts_become_one_message_and_the_next_begins_anew() {
    assertNull(parts.add("{\"a", false));
    assertNull(parts.add("", false));
    assertEquals("{\"a\":1}", parts.add("\":1}", true));
    assertEquals("{}", parts.add("{}", true));
    assertNull(parts.add("x", false));
    assertEquals("x", parts.add("", true));
  }

  @Test
  void only_a_large_part_goes_on_with_a_message() {
    FragmentBuffer large = new FragmentBuffer(memory.open(""));
    assertFalse(large.isMore("x".repeat(2_000)));
    large.add("x", false);
    assertTrue(large.isMore("x".repeat(2_000)));
    assertFalse(large.isMore(""));
    large.add("", true);
    assertFalse(large.isMore("x".repeat(2_000)));
  }

  @Test
  void its_length_is_that_of_all_parts() {
    assertEquals(3, parts.lengthWith("abc"));
    parts.add("0123", false);
    assertEquals(7, parts.lengthWith("abc"));
  }

  @Test
  void memory_is_asked_for_what_is_kept_and_given_back() {
    assertTrue(parts.isKept("x".repeat(9_999), true));
    assertEquals(0, memory.held());
    String part = "x".repeat(500);
    assertTrue(parts.isKept(part, false));
    parts.add(part, false);
    assertEquals(1_000 + FragmentBuffer.OVERHEAD, memory.held());
    assertFalse(parts.isKept("x".repeat(2_000), true));
    assertTrue(parts.isKept("", true));
    assertEquals(part, parts.add("", true));
    assertEquals(0, memory.held());
  }

  /** A container may keep it for long after the close. */
  @Test
  void a_closed_one_keeps_nothing_and_passes_a_whole_message() {
    assertTrue(parts.isKept("x", false));
    parts.add("x", false);
    parts.close();
    assertEquals(0, memory.held());
    assertEquals("{}", parts.add("{}", true));
    assertTrue(parts.isKept("{", false));
    assertNull(parts.add("{", false));
    assertEquals(1, parts.lengthWith("}"));
    assertEquals(0, memory.held());
  }
}
