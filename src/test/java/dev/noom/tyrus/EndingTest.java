package dev.noom.tyrus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndingTest {
  /** What has happened, in order. */
  private final List<String> events = new ArrayList<>();

  private final Server server = new Server();
  private final Timers timers = new Timers();
  private final Ending ending = new Ending(new Transport(server, server), timers);

  /** Payara's request and connection, by the names of their methods. */
  public final class Server {
    private boolean open = true;
    private boolean reads = true;

    public void setWebConnection(WebConnection connection) {
      events.add("disowned");
    }

    public void closeSilently() {
      open = !reads;
      events.add("closed");
    }

    public void terminateSilently() {
      if (open) {
        open = false;
        events.add("terminated");
      }
    }

    public boolean isOpen() {
      return open;
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
      assertFalse(server.open, "somebody may still read from it");
      events.add("told");
    }
  }

  /** Whose time the test lets pass. */
  private static final class Timers extends ScheduledThreadPoolExecutor {
    final Queue<Timer> pending = new ArrayDeque<>();
    long now;
    boolean over;

    Timers() {
      super(1);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
      if (over) {
        throw new RejectedExecutionException();
      }
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
  }

  @AfterEach
  void nothing_is_left() {
    timers.shutdownNow();
  }

  @Test
  void the_container_hears_of_the_end_a_second_after_the_connection_has_ended() {
    ending.gently();
    timers.pass(Ending.QUIET_MILLIS);
    assertEquals(List.of("disowned", "closed"), events);
    timers.pass(200);
    assertEquals(List.of("disowned", "closed", "told"), events);
  }

  @Test
  void whoever_still_reads_has_ten_seconds_and_no_more() {
    server.reads = false;
    ending.gently();
    timers.pass(Ending.LAST_WORD_MILLIS);
    assertEquals(List.of("disowned", "closed"), events);
    timers.pass(Ending.LAST_WORD_MILLIS);
    assertEquals(List.of("disowned", "closed", "terminated", "told"), events);
  }

  @Test
  void whoever_does_not_answer_a_close_is_cut_off_after_ten_seconds() {
    ending.soon();
    timers.pass(Ending.LAST_WORD_MILLIS);
    assertEquals(List.of(), events);
    timers.pass(2 * Ending.QUIET_MILLIS);
    assertEquals(List.of("disowned", "terminated", "told"), events);
  }

  @Test
  void whoever_does_is_not() {
    ending.soon();
    ending.gently();
    timers.pass(2 * Ending.LAST_WORD_MILLIS);
    assertEquals(List.of("disowned", "closed", "told"), events);
  }

  @Test
  void it_ends_once() {
    ending.atOnce();
    ending.gently();
    ending.atOnce();
    ending.soon();
    timers.pass(2 * Ending.LAST_WORD_MILLIS);
    assertEquals(List.of("disowned", "terminated", "told"), events);
  }

  @Test
  void where_the_other_end_is_lost_the_container_knows_first_and_needs_not_be_told() {
    ending.lost();
    timers.pass(2 * Ending.LAST_WORD_MILLIS);
    assertEquals(List.of("disowned", "terminated"), events);
  }

  @Test
  void what_is_lost_because_we_have_ended_it_is_told_all_the_same() {
    ending.atOnce();
    ending.lost();
    timers.pass(2 * Ending.LAST_WORD_MILLIS);
    assertEquals(List.of("disowned", "terminated", "told"), events);
  }

  @Test
  void when_the_application_ends_nothing_can_wait() {
    timers.over = true;
    ending.soon();
    ending.gently();
    assertEquals(List.of("disowned", "closed", "told"), events);
  }

  @Test
  void on_a_container_that_is_not_known_it_ends_as_that_does_it() {
    server.open = false;
    Ending other = new Ending(new Transport(null, null), timers);
    other.of(new Container());
    other.soon();
    other.gently();
    assertEquals(List.of("told"), events);
  }
}
