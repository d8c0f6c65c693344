package dev.noom.signaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.memory.MemoryBudget;
import dev.noom.protocol.SignalMessage.Left;
import dev.noom.signaling.Heartbeat.Patience;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
  private static final Patience PATIENCE = new Patience(20, 10, 5);

  private final FakeSession browser = new FakeSession();
  private final Outbox outbox = new Outbox(browser.session(), new MemoryBudget(1 << 20).open(""));
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

  @Test
  void whoever_speaks_and_reads_nothing_is_disconnected() {
    browser.reading = false;
    outbox.send(Left.byChoice("p1"));
    heartbeat.joined();
    speaks(30);
    assertNull(browser.closed);
    speaks(1);
    assertEquals(4408, browser.closed.getCloseCode().getCode());
  }

  @Test
  void whoever_reads_slowly_stays() {
    browser.reading = false;
    heartbeat.joined();
    for (int i = 0; i < 100; i++) {
      outbox.send(Left.byChoice("p1"));
      speaks(29);
      browser.reads();
    }
    assertNull(browser.closed);
  }

  private void speaks(int sweeps) {
    for (int i = 0; i < sweeps; i++) {
      heartbeat.heard();
      sweep(1);
    }
  }

  private Heartbeat beating(int headStart) {
    return new Heartbeat(outbox, PATIENCE, headStart);
  }

  private void sweep(int times) {
    for (int i = 0; i < times; i++) {
      assertTrue(heartbeat.sweep());
    }
  }
}
