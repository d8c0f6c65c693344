package dev.noom.signaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PartsTest {
  private final Parts parts = new Parts(10);

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
    Parts large = new Parts(10_000);
    assertFalse(large.isMore("x".repeat(2_000)));
    large.add("x", false);
    assertTrue(large.isMore("x".repeat(2_000)));
    assertFalse(large.isMore(""));
    large.add("", true);
    assertFalse(large.isMore("x".repeat(2_000)));
  }

  @Test
  void more_than_the_limit_is_too_much_in_one_part_or_in_many() {
    assertFalse(parts.isTooMuch("0123456789"));
    assertTrue(parts.isTooMuch("0123456789a"));
    parts.add("012345678", false);
    assertFalse(parts.isTooMuch("9"));
    assertTrue(parts.isTooMuch("9a"));
  }
}
