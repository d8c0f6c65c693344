package dev.noom.payara.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.catalina.connector.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CloseSequenceTest {
  /** What has happened, in order. */
  private final List<String> events = new ArrayList<>();

  private final Server server = new Server();
  private final Timers timers = new Timers();
  private final CloseSequence ending = new CloseSequence(new Transport(server, server), timers);

  /** Payara's request and connection, by the names of their methods. */
  public final class Server extends Request {
    public void setWebConnection(WebConnection connection) {
      events.add("disowned");
    }

    public void terminateSilently() {
      if (!events.contains("terminated")) {
        events.add("terminated");
      }
    }
  }

  private final class Container implements WebConnection {
    @Override
    public ServletInputStream getInputStream() {
      return null;
    }

    @Override
    public ServletOutputStream getOutputStream() {
      return null;
    }

    @Override
    public void close() {
      events.add("told");
    }
  }

  /** Whose time the test lets pass. */
  private static final class Timers extends ScheduledThreadPoolExecutor {
    final Queue<Timer> pending = new ArrayDeque<>();
    long now;

    Timers() {
      super(1);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
      Timer timer = new Timer(task, now + unit.toMillis(delay));
      pending.add(timer);
      return timer;
    }

    void pass(long millis) {
      for (long until = now + millis; now < until; now += 100) {
        List<Timer> due = pending.stream().filter(timer -> timer.at <= now).toList();
        pending.removeAll(due);
        due.forEach(FutureTask::run);
      }
    }
  }

  private static final class Timer extends FutureTask<Void> implements ScheduledFuture<Void> {
    final long at;

    Timer(Runnable task, long at) {
      super(task, null);
      this.at = at;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return 0;
    }

    @Override
    public int compareTo(java.util.concurrent.Delayed other) {
      return 0;
    }
  }

  @BeforeEach
  void the_handshake_is_over() {
    ending.of(new Container());
    server.onExitService();
  }

  @AfterEach
  void nothing_is_left() {
    ending.lost();
    timers.shutdownNow();
  }

  @Test
  void the_reader_ends_it_at_once() {
    ending.reading(
        () -> {
          ending.soon();
          ending.gently();
          assertEquals(List.of("told"), events);
        });
    timers.pass(2 * CloseSequence.LAST_WORD_MILLIS);
    assertEquals(List.of("told"), events);
  }

  @Test
  void no_timer_is_needed_for_that() {
    ending.reading(
        () -> {
          ending.soon();
          ending.gently();
        });
    assertEquals(0, timers.pending.size());
  }

  @Test
  void a_reader_that_only_says_so_is_held_to_it() {
    ending.reading(ending::soon);
    timers.pass(CloseSequence.LAST_WORD_MILLIS + CloseSequence.QUIET_MILLIS);
    assertEquals(List.of("disowned", "terminated"), events);
  }

  @Test
  void whoever_else_wants_to_end_it_waits_for_the_answer_which_nobody_looks_at() {
    ending.soon();
    ending.gently();
    timers.pass(CloseSequence.LAST_WORD_MILLIS / 2);
    assertEquals(List.of(), events);
    ending.reading(() -> events.add("read"));
    timers.pass(2 * CloseSequence.LAST_WORD_MILLIS);
    assertEquals(List.of("told"), events);
  }

  @Test
  void an_answer_that_is_just_being_looked_at_is_one() {
    ending.reading(() -> onAnotherThread(ending::gently));
    assertEquals(List.of("told"), events);
  }

  private static void onAnotherThread(Runnable task) {
    Thread thread = new Thread(task);
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void one_that_ends_at_once_waits_for_the_thread_of_the_handshake() {
    Server slow = new Server();
    endsAtOnce(slow);
    assertEquals(List.of(), events);
    timers.pass(CloseSequence.HANDSHAKE_MILLIS / 2);
    assertEquals(List.of(), events);
    slow.onExitService();
    timers.pass(100);
    assertEquals(List.of("told"), events);
  }

  @Test
  void but_not_for_ever() {
    endsAtOnce(new Server());
    timers.pass(100 * CloseSequence.HANDSHAKE_MILLIS);
    assertEquals(List.of("told"), events);
    assertEquals(0, timers.pending.size());
  }

  private void endsAtOnce(Server server) {
    CloseSequence early = new CloseSequence(new Transport(server, server), timers);
    early.of(new Container());
    early.reading(early::gently);
  }

  @Test
  void whoever_does_not_answer_is_cut_off_and_the_container_told_when_nobody_can_be_reading() {
    ending.soon();
    ending.gently();
    timers.pass(CloseSequence.LAST_WORD_MILLIS);
    assertEquals(List.of(), events);
    timers.pass(CloseSequence.QUIET_MILLIS);
    assertEquals(List.of("disowned", "terminated"), events);
    timers.pass(CloseSequence.QUIET_MILLIS);
    assertEquals(List.of("disowned", "terminated", "told"), events);
  }

  @Test
  void so_is_whoever_reads_nothing_at_once() {
    ending.atOnce();
    assertEquals(List.of("disowned", "terminated"), events);
    timers.pass(2 * CloseSequence.QUIET_MILLIS);
    assertEquals(List.of("disowned", "terminated", "told"), events);
  }

  @Test
  void it_ends_once() {
    ending.atOnce();
    ending.gently();
    ending.atOnce();
    ending.reading(() -> events.add("read"));
    timers.pass(2 * CloseSequence.LAST_WORD_MILLIS);
    assertEquals(List.of("disowned", "terminated", "told"), events);
  }

  @Test
  void what_is_read_is_worked_on_as_long_as_no_end_is_due() {
    ending.reading(() -> events.add("read"));
    ending.soon();
    ending.reading(() -> events.add("read"));
    assertEquals(List.of("read", "read"), events);
  }

  @Test
  void where_the_other_end_is_lost_the_container_knows_first_and_needs_not_be_told() {
    ending.lost();
    timers.pass(2 * CloseSequence.LAST_WORD_MILLIS);
    assertEquals(List.of("terminated"), events);
  }

  @Test
  void what_is_lost_because_we_have_ended_it_is_told_all_the_same() {
    ending.atOnce();
    ending.lost();
    timers.pass(2 * CloseSequence.LAST_WORD_MILLIS);
    assertEquals(List.of("disowned", "terminated", "told"), events);
  }

  @Test
  void on_a_container_that_is_not_known_it_ends_as_that_does_it() {
    CloseSequence other = new CloseSequence(new Transport(null, null), timers);
    other.of(new Container());
    other.soon();
    other.gently();
    assertEquals(List.of("told"), events);
  }

  @Test
  void each_counts_once_for_as_long_as_it_is_open_however_it_ends() {
    int before = CloseSequence.open() - 1;
    assertCounts(before, CloseSequence::gently, ending);
    assertCounts(before, CloseSequence::atOnce, another());
    assertCounts(before, CloseSequence::lost, another());
    assertCounts(before, other -> other.reading(other::gently), another());
    CloseSequence lostBefore = new CloseSequence(new Transport(server, server), timers);
    lostBefore.lost();
    lostBefore.of(new Container());
    assertEquals(before, CloseSequence.open());
  }

  private CloseSequence another() {
    CloseSequence another = new CloseSequence(new Transport(server, server), timers);
    another.of(new Container());
    return another;
  }

  private void assertCounts(int before, Consumer<CloseSequence> end, CloseSequence one) {
    assertEquals(before + 1, CloseSequence.open());
    end.accept(one);
    timers.pass(2 * CloseSequence.LAST_WORD_MILLIS);
    assertEquals(before, CloseSequence.open());
    one.lost();
    assertEquals(before, CloseSequence.open());
  }
}
