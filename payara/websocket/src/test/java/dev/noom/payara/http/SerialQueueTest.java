package dev.noom.payara.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class SerialQueueTest {
  private final Deque<Runnable> pool = new ArrayDeque<>();
  private final List<String> done = new ArrayList<>();
  private final SerialQueue line = new SerialQueue();

  @Test
  void between_two_tasks_others_have_their_turn() {
    for (String task : List.of("a", "b", "c")) {
      line.add(pool::add, () -> done.add(task));
    }
    pool.add(() -> done.add("somebody else's"));
    assertEquals(2, pool.size(), "it waits in the pool once, however many tasks there are");
    runAll();
    assertEquals(List.of("a", "somebody else's", "b", "c"), done);
  }

  @Test
  void a_task_that_adds_another_one_and_one_that_fails_stop_nothing() {
    line.add(pool::add, () -> line.add(pool::add, () -> done.add("later")));
    line.add(
        pool::add,
        () -> {
          throw new IllegalStateException("expected");
        });
    runAll();
    assertEquals(List.of("later"), done);
    line.add(pool::add, () -> done.add("again"));
    runAll();
    assertEquals(List.of("later", "again"), done);
  }

  private void runAll() {
    while (!pool.isEmpty()) {
      try {
        pool.remove().run();
      } catch (IllegalStateException expected) {
        assertEquals("expected", expected.getMessage());
      }
    }
  }
}
