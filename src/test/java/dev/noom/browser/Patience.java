package dev.noom.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Asks again and again until something is so: for what nobody announces. */
final class Patience {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

  private Patience() {}

  /** Something that will be so. */
  interface Question {
    boolean isSo() throws IOException;
  }

  static void until(String what, Question question) {
    long end = System.nanoTime() + LIMIT.toNanos();
    try {
      while (!question.isSo()) {
        if (System.nanoTime() > end) {
          throw new AssertionError("After " + LIMIT + " it is still not so that " + what);
        }
        LockSupport.parkNanos(PAUSE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
