package dev.noom.payara.http;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks in a pool that others use too, one after the other. Before each task it lines up
 * behind what the others want, so however many tasks there are, nobody waits for more than one.
 */
final class SerialQueue {
  private record Task(Executor pool, Runnable work) {}

  private final ConcurrentLinkedQueue<Task> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();

  void add(Executor pool, Runnable work) {
    tasks.add(new Task(pool, work));
    if (count.getAndIncrement() == 0) {
      pool.execute(this::next);
    }
  }

  private void next() {
    try {
      tasks.remove().work.run();
    } finally {
      if (count.decrementAndGet() > 0) {
        tasks.peek().pool.execute(this::next);
      }
    }
  }
}
