package dev.noom.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.memory.MemoryBudget;
import dev.noom.protocol.ErrorCode;
import dev.noom.protocol.Peer;
import dev.noom.protocol.Refusal;
import dev.noom.protocol.SignalMessage.Chat;
import dev.noom.protocol.SignalMessage.Error;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write to each other: everybody has the same lines, and each of them once. */
class ChatTest {
  private static final long WINDOW = TimeUnit.SECONDS.toNanos(60);
  private static final long LONG_AGO = TimeUnit.HOURS.toNanos(-1);

  private final MemoryBudget memory = new MemoryBudget(1 << 24);
  private long now = LONG_AGO;

  private Room room;
  private Recorder ada;
  private Recorder bob;
  private int refs;

  @BeforeEach
  void two_in_a_room() throws Exception {
    room =
        new Room(
            RoomName.of("standup"), 3, new Load(new Capacity(9, 9, 0, 0, 120), memory, () -> now));
    ada = new Recorder("ada").joins(room);
    bob = new Recorder("bob").joins(room);
    now = 0;
    ada.heard.clear();
  }

  @Test
  void everybody_hears_a_line_and_its_sender_too() throws Exception {
    room.say(ada, new Chat("bob", "Root", 1L, 1L, "Good morning", "r1"));
    Chat line = lines(ada).get(0);
    assertEquals(List.of("ada", "ADA", "Good morning", "r1"), said(line));
    assertEquals(List.of(line), lines(bob));
  }

  @Test
  void everybody_hears_the_same_order_whoever_speaks_at_once() throws Exception {
    Recorder eve = new Recorder("eve").joins(room);
    List<Recorder> all = List.of(ada, bob, eve);
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (Recorder each : all) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  start.await();
                  for (int i = 0; i < 50; i++) {
                    room.say(each, line(each.peer().name() + i, each.peer().id() + i));
                  }
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      thread.start();
      threads.add(thread);
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    List<Chat> order = lines(ada);
    assertEquals(150, order.size());
    assertEquals(order, lines(bob));
    assertEquals(order, lines(eve));
    assertEquals(order.stream().map(Chat::number).sorted().distinct().toList(), numbers(order));
  }

  @Test
  void who_comes_back_gets_what_was_missed_and_nothing_twice() throws Exception {
    says(ada, "before");
    Chat before = lines(bob).get(0);
    // Written to a connection that is dead already, which nobody knows.
    says(ada, "lost");
    bob.heard.clear();
    bob.drops(WINDOW);
    says(ada, "kept");
    bob = bob.returns(room, before.number());
    assertEquals(List.of("lost", "kept"), texts(bob));
    Chat kept = lines(bob).get(1);
    bob.drops(WINDOW);
    bob = bob.returns(room, kept.number());
    assertEquals(List.of(), texts(bob));
    says(ada, "after");
    assertEquals(List.of("after"), texts(bob));
  }

  @Test
  void who_comes_later_hears_nothing_from_before() throws Exception {
    says(ada, "a secret");
    Recorder eve = new Recorder("eve").joins(room);
    assertEquals(List.of(), texts(eve));
    says(ada, "hello Eve");
    eve.drops(WINDOW);
    // A page may say what it likes of what it has.
    assertEquals(List.of("hello Eve"), texts(eve.returns(room, 0)));
  }

  @Test
  void whose_place_was_given_up_gets_nothing_of_the_time_between() throws Exception {
    bob.leaves();
    says(ada, "about Bob");
    bob = bob.returns(room, 0);
    assertEquals(List.of(), texts(bob));
  }

  @Test
  void a_line_that_is_sent_again_is_only_confirmed() throws Exception {
    room.say(ada, line("once", "r1"));
    Chat first = lines(ada).get(0);
    bob.heard.clear();
    ada.heard.clear();
    room.say(ada, line("once", "r1"));
    assertEquals(List.of(first), lines(ada));
    bob.hearsNothing();
    // The reference is the sender's own: Bob's is another line.
    room.say(bob, line("mine", "r1"));
    assertEquals("mine", lines(ada).get(1).text());
  }

  @Test
  void lines_are_kept_as_long_as_somebody_may_come_back_for_them() throws Exception {
    says(ada, "hello");
    assertTrue(memory.held() > 0);
    now = WINDOW;
    room.sweep(now, now + WINDOW);
    assertTrue(memory.held() > 0);
    now = 3 * WINDOW;
    room.sweep(now, now + WINDOW);
    assertEquals(0, memory.held());
  }

  @Test
  void a_room_that_is_empty_forgets() throws Exception {
    says(ada, "hello");
    ada.leaves();
    bob.leaves();
    assertTrue(room.isOver());
    assertEquals(0, memory.held());
  }

  @Test
  void what_is_kept_has_a_bound_and_the_newest_lines_win() throws Exception {
    bob.drops(WINDOW);
    for (int i = 0; i <= Conversation.MAX_LINES; i++) {
      says(ada, "line " + i);
    }
    List<String> texts = texts(bob.returns(room, 0));
    assertEquals(Conversation.MAX_LINES, texts.size());
    assertEquals("line 1", texts.get(0));
    for (int i = 0; i < 200; i++) {
      says(ada, "x".repeat(ChatText.MAX_LENGTH));
    }
    assertTrue(memory.held() <= 2 * Conversation.MAX_SIZE, () -> memory.held() + " bytes");
  }

  @Test
  void without_memory_a_line_reaches_those_who_are_here() throws Exception {
    Load poor = new Load(new Capacity(9, 9, 0, 0, 120), new MemoryBudget(100), () -> now);
    room = new Room(RoomName.of("poor"), 3, poor);
    ada = new Recorder("ada").joins(room);
    bob = new Recorder("bob").joins(room);
    says(ada, "hello");
    assertEquals(List.of("hello"), texts(bob));
    bob.drops(WINDOW);
    assertEquals(List.of(), texts(bob.returns(room, 0)));
  }

  @Test
  void numbers_go_on_after_a_restart_and_when_the_clock_stands() {
    Conversation before = new Conversation(() -> 1_000);
    assertEquals(List.of(1_000L, 1_001L), numbersOf(before));
    assertEquals(List.of(2_000L, 2_001L), numbersOf(new Conversation(() -> 2_000)));
  }

  private List<Long> numbersOf(Conversation conversation) {
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Peer peer = new Peer("ada", "Ada");
      numbers.add(conversation.add(line("x", "r" + i), peer, 0, memory.open("ada")).number());
    }
    return numbers;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "\n\n", "\u200b", "a\tb", "a\u0000", "a\u0007b", "a\rb", "\u0085x"})
  void what_nobody_can_read_is_refused(String text) {
    Refusal refused = assertThrows(Refusal.class, () -> room.say(ada, line(text, "r1")));
    assertEquals(ErrorCode.BAD_TEXT, refused.code());
    assertEquals("r1", refused.toMessage().ref());
    bob.hearsNothing();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\nb", " x ", "\uac00", "\ud83d\udc69\u200d\ud83d\udcbb", "\u202ex", "<b>"})
  void what_can_be_read_is_carried_as_it_is(String text) throws Exception {
    room.say(ada, line(text, "r1"));
    assertEquals(List.of(text), texts(bob));
  }

  @Test
  void the_length_counts_code_points() throws Exception {
    String longest = "\ud83d\ude00".repeat(ChatText.MAX_LENGTH);
    room.say(ada, line(longest, "r1"));
    assertEquals(List.of(longest), texts(bob));
    Refusal refused = assertThrows(Refusal.class, () -> room.say(ada, line(longest + "x", "r2")));
    Error error = refused.toMessage();
    assertEquals(ChatText.MAX_LENGTH, error.limit());
    assertEquals("r2", error.ref());
  }

  @Test
  void who_is_not_here_says_nothing() {
    bob.leaves();
    Refusal refused = assertThrows(Refusal.class, () -> room.say(bob, line("hello", "r1")));
    assertEquals(ErrorCode.NOT_JOINED, refused.code());
    assertNull(refused.toMessage().ref());
    assertEquals(List.of(), texts(ada));
  }

  private void says(Recorder who, String text) throws Exception {
    room.say(who, line(text, "ref " + refs++));
  }

  private static Chat line(String text, String ref) {
    return new Chat(null, null, null, null, text, ref);
  }

  private static List<Chat> lines(Recorder who) {
    return who.heard.stream().filter(Chat.class::isInstance).map(Chat.class::cast).toList();
  }

  private static List<String> texts(Recorder who) {
    return lines(who).stream().map(Chat::text).toList();
  }

  private static List<Long> numbers(List<Chat> lines) {
    return lines.stream().map(Chat::number).toList();
  }

  private static List<String> said(Chat line) {
    return List.of(line.from(), line.name(), line.text(), line.ref());
  }
}
