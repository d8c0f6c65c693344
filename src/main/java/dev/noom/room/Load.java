package dev.noom.room;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How much all rooms of this server hold together. */
final class Load {
  private final Capacity capacity;
  private final AtomicInteger participants = new AtomicInteger();
  private final AtomicLong keptCharacters = new AtomicLong();

  Load(Capacity capacity) {
    this.capacity = capacity;
  }

  /**
   * Whether there is space for nobody more. Who comes at the very moment of somebody else may still
   * be let in with him: the number is there to protect the memory, and need not be exact.
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

  /**
   * @return false if there is no space for so much, and then nothing is taken
   */
  boolean keep(int characters) {
    if (keptCharacters.addAndGet(characters) <= capacity.keptCharacters()) {
      return true;
    }
    keptCharacters.addAndGet(-characters);
    return false;
  }

  void forget(int characters) {
    keptCharacters.addAndGet(-characters);
  }

  long keptCharacters() {
    return keptCharacters.get();
  }
}
