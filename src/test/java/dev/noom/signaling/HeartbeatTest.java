package dev.noom.signaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.signaling.Heartbeat.Patience;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
  private static final Patience PATIENCE = new Patience(20, 10, 5);

  private final FakeSession browser = new FakeSession();
  private final Heartbeat heartbeat = beating(0);

  @Test
  void whoever_is_silent_is_asked_once_and_then_disconnected() {
    heartbeat.joined();
    sweep(19);
    assertEquals(0, browser.pings);
    sweep(1);
    assertEquals(1, browser.pings);
    sweep(9);
    assertNull(browser.closed);
    sweep(1);
    assertEquals(1, browser.pings);
    assertEquals(4408, browser.closed.getCloseCode().getCode());
    assertFalse(heartbeat.sweep());
  }

  @Test
  void whoever_answers_stays_for_ever() {
    heartbeat.joined();
    for (int i = 1; i <= 1_000; i++) {
      sweep(20);
      assertEquals(i, browser.pings);
      sweep(9);
      heartbeat.heard();
      sweep(1);
    }
    assertNull(browser.closed);
  }

  @Test
  void whoever_speaks_is_not_asked() {
    heartbeat.joined();
    for (int i = 0; i < 1_000; i++) {
      sweep(15);
      heartbeat.heard();
    }
    assertEquals(0, browser.pings);
  }

  @Test
  void whoever_does_not_join_is_disconnected_however_much_he_says() {
    for (int i = 0; i < 5; i++) {
      heartbeat.heard();
      sweep(1);
    }
    assertNull(browser.closed);
    sweep(1);
    assertEquals(4401, browser.closed.getCloseCode().getCode());
  }

  @Test
  void connections_of_the_same_moment_are_asked_one_after_the_other() {
    Heartbeat other = beating(7);
    other.joined();
    heartbeat.joined();
    for (int i = 0; i < 13; i++) {
      assertTrue(other.sweep());
    }
    assertEquals(1, browser.pings);
    sweep(13);
    assertEquals(1, browser.pings);
  }

  private Heartbeat beating(int headStart) {
    return new Heartbeat(new Outbox(browser.session()), PATIENCE, headStart);
  }

  private void sweep(int times) {
    for (int i = 0; i < times; i++) {
      assertTrue(heartbeat.sweep());
    }
  }
}
