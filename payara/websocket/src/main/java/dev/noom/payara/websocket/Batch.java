package dev.noom.payara.websocket;

import java.util.ArrayList;
import java.util.List;

/**
 * What one thread has to write on account of the bytes it is looking at. A browser's candidates
 * arrive together, most of them for the same peer: one write for all of them is one system call.
 */
final class Batch {
  private static final ThreadLocal<Batch> CURRENT = new ThreadLocal<>();

  private final List<BatchWriter> writers = new ArrayList<>(2);

  /** Made when it is needed, which is seldom. */
  private List<Runnable> atEnd = List.of();

  private Batch() {}

  /** From now until its {@link #end}, what this thread writes is batched. */
  static Batch begin() {
    Batch batch = new Batch();
    CURRENT.set(batch);
    return batch;
  }

  /** Null where this thread does not read: then nobody will say that it is enough. */
  static Batch current() {
    return CURRENT.get();
  }

  /**
   * @param writer to be flushed at the end
   */
  void add(BatchWriter writer) {
    writers.add(writer);
  }

  /**
   * @param work to be done when all that was read is handled; it may write, too
   */
  void atEnd(Runnable work) {
    if (atEnd.isEmpty()) {
      atEnd = new ArrayList<>(2);
    }
    atEnd.add(work);
  }

  void end() {
    try {
      atEnd.forEach(Runnable::run);
    } finally {
      flush();
    }
  }

  private void flush() {
    // First: a thread that goes on writing because of this would wait for a flush that never comes.
    CURRENT.remove();
    writers.forEach(BatchWriter::flush);
  }
}
