package dev.noom.room;

import dev.noom.memory.Holding;
import dev.noom.memory.MemoryBudget;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** How much all rooms of this server hold together, and how fast they fill. */
final class Load {
  private final Capacity capacity;
  private final MemoryBudget memory;
  private final LongSupplier clock;
  private final JoinPace pace;
  private final Absentees absentees = new Absentees();
  private final AtomicInteger participants = new AtomicInteger();

  /**
   * @param clock in ns from any beginning; never goes back
   */
  Load(Capacity capacity, MemoryBudget memory, LongSupplier clock) {
    this.capacity = capacity;
    this.memory = memory;
    this.clock = clock;
    pace = new JoinPace(capacity.joinsPerMinute(), capacity.joinBurst(), clock);
  }

  /**
   * Whether there is space for nobody more. Who comes at the very moment of somebody else may still
   * be let in with them: the number is there to protect the memory, and need not be exact.
   */
  boolean isFull() {
    return participants.get() >= capacity.participants();
  }

  /**
   * @param more negative for less
   */
  void count(int more) {
    participants.addAndGet(more);
  }

  /** For what is kept on account of this participant, beside their connection. */
  Holding holding(Participant participant) {
    return memory.open(participant.address());
  }

  /** What was said before this time, nobody comes back for. In ns, on the same clock. */
  long forgottenBefore(long now) {
    return now - TimeUnit.SECONDS.toNanos(capacity.lineSeconds());
  }

  JoinPace pace() {
    return pace;
  }

  Absentees absentees() {
    return absentees;
  }

  long now() {
    return clock.getAsLong();
  }
}
