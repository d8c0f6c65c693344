package dev.noom.signaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.frames.TextFrames;
import dev.noom.memory.Holding;
import dev.noom.memory.MemoryBudget;
import dev.noom.protocol.RawJson;
import dev.noom.protocol.SignalMessage;
import dev.noom.protocol.SignalMessage.Crossed;
import dev.noom.protocol.SignalMessage.Left;
import dev.noom.protocol.SignalMessage.Offer;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private static final CloseReason DONE = new CloseReason(CloseCodes.NORMAL_CLOSURE, "done");

  private final FakeSession browser = new FakeSession();
  private final MemoryBudget memory = new MemoryBudget(1 << 23);
  private final Holding holding = memory.open("");
  private final Outbox outbox = new Outbox(browser.session(), holding);

  @Test
  void what_is_sent_is_written_in_order() {
    List<Left> messages =
        IntStream.range(0, 100_000).mapToObj(i -> Left.byChoice("p" + i)).toList();
    messages.forEach(outbox::send);
    assertEquals(messages, browser.written);
  }

  @Test
  void one_message_is_under_way_at_a_time() {
    browser.reading = false;
    outbox.send(Left.byChoice("p1"));
    outbox.send(Left.byChoice("p2"));
    assertEquals(1, browser.underWay());
    browser.reads();
    assertEquals(List.of(Left.byChoice("p1"), Left.byChoice("p2")), browser.written);
    assertEquals(1, browser.underWay());
  }

  @Test
  void a_long_queue_that_is_read_at_once_needs_no_deep_stack() {
    browser.reading = false;
    int messages = Outbox.MAX_WAITING / 300;
    IntStream.range(0, messages).forEach(i -> outbox.send(Left.byChoice("p" + i)));
    browser.reading = true;
    browser.reads();
    assertEquals(messages, browser.written.size());
  }

  @Test
  void whoever_does_not_read_is_disconnected_and_the_sender_never_waits() {
    browser.reading = false;
    SignalMessage large = new Offer("p1", null, RawJson.of("x".repeat(60_000)));
    int sent = 0;
    while (browser.closed == null) {
      outbox.send(large);
      sent++;
      assertTrue(sent < 100, "the queue has no bound");
    }
    assertEquals(4408, browser.closed.getCloseCode().getCode());
    assertTrue(browser.patience > 0, "what is under way may wait for ever");
    // One is under way; the rest of what fits was waiting.
    assertTrue(sent >= Outbox.MAX_WAITING / 60_256, "only " + sent + " fitted");
    outbox.send(large);
    browser.reads();
    assertEquals(List.of(large), browser.written);
  }

  @Test
  void a_message_that_is_lost_ends_the_connection_so_that_all_is_told_anew_on_the_next() {
    browser.reading = false;
    outbox.send(Left.byChoice("p1"));
    outbox.send(Left.byChoice("p2"));
    browser.fails();
    assertEquals(1001, browser.closed.getCloseCode().getCode());
    assertEquals(List.of(Left.byChoice("p1")), browser.written);
  }

  @Test
  void finishing_writes_what_waits_and_takes_nothing_new() {
    browser.reading = false;
    outbox.send(Left.byChoice("p1"));
    outbox.send(Left.byChoice("p2"));
    outbox.finish(DONE);
    outbox.send(Left.byChoice("p3"));
    assertNull(browser.closed);
    browser.reads();
    assertNull(browser.closed);
    browser.reads();
    assertEquals(List.of(Left.byChoice("p1"), Left.byChoice("p2")), browser.written);
    assertEquals(DONE, browser.closed);
  }

  @Test
  void finishing_with_nothing_waiting_closes_at_once() {
    outbox.finish(DONE);
    assertEquals(DONE, browser.closed);
  }

  /** As on Payara: past the container, and still one at a time. */
  @Test
  void where_there_is_a_shorter_way_it_is_taken() {
    List<String> frames = new ArrayList<>();
    Queue<Consumer<Throwable>> underWay = new ArrayDeque<>();
    TextFrames shorter =
        (text, done) -> {
          frames.add(text);
          underWay.add(done);
        };
    Outbox direct = new Outbox(browser.session(), holding, shorter);
    direct.send(Left.byChoice("p1"));
    direct.send(Left.byChoice("p2"));
    assertEquals(List.of("{\"type\":\"left\",\"peer\":\"p1\"}"), frames);
    underWay.remove().accept(null);
    assertEquals(2, frames.size());
    assertEquals(List.of(), browser.written);
    underWay.remove().accept(new IOException("reset"));
    assertEquals(1001, browser.closed.getCloseCode().getCode());
  }

  @Test
  void what_waits_and_is_under_way_is_counted_and_given_back() {
    browser.reading = false;
    Left left = Left.byChoice("p1");
    outbox.send(left);
    outbox.send(left);
    assertEquals(2 * 256, memory.held());
    browser.reads();
    assertEquals(256, memory.held());
    browser.reads();
    assertEquals(0, memory.held());
    browser.reading = true;
    outbox.send(left);
    assertEquals(0, memory.held());
  }

  @Test
  void an_offer_that_is_crossed_is_counted_like_any_other() {
    browser.reading = false;
    outbox.send(new Crossed("p1", RawJson.of("x".repeat(60_000))));
    assertTrue(memory.held() > 60_000, () -> memory.held() + " bytes are counted");
  }

  @Test
  void where_there_is_no_memory_whoever_does_not_read_has_to_go_and_gives_all_back() {
    SignalMessage large = new Offer("p1", null, RawJson.of("x".repeat(60_000)));
    FakeSession other = new FakeSession();
    MemoryBudget small = new MemoryBudget(1_000_000);
    Outbox slow = new Outbox(browser.session(), small.open("here"));
    Outbox quick = new Outbox(other.session(), small.open("here"));
    browser.reading = false;
    int sent = 0;
    while (browser.closed == null) {
      slow.send(large);
      sent++;
      assertTrue(sent < 10, "more than half of the half of an address waits: " + small.held());
      quick.send(large);
    }
    assertEquals(1013, browser.closed.getCloseCode().getCode());
    assertNull(other.closed);
    assertEquals(sent, other.written.size());
    browser.reads();
    assertEquals(0, small.held());
  }

  @Test
  void what_is_to_be_sent_after_a_read_is_lost_to_who_leaves_in_it() {
    List<String> frames = new ArrayList<>();
    List<Runnable> later = new ArrayList<>();
    TextFrames shorter =
        new TextFrames() {
          @Override
          public void write(String text, Consumer<Throwable> done) {
            frames.add(text);
            done.accept(null);
          }

          @Override
          public boolean afterRead(Runnable work) {
            return later.add(work);
          }
        };
    Outbox direct = new Outbox(browser.session(), holding, shorter);
    direct.sendAfterRead(Left.byChoice("p1"));
    assertEquals(List.of(), frames);
    later.forEach(Runnable::run);
    assertEquals(1, frames.size());
    direct.sendAfterRead(Left.byChoice("p2"));
    direct.finish(DONE);
    later.forEach(Runnable::run);
    assertEquals(1, frames.size());
  }
}
