package dev.noom.browser;

import java.io.IOException;

/** A thread that carries bytes for as long as both ends are there, and holds up nobody's exit. */
final class Daemon {
  interface Work {
    void run() throws IOException;
  }

  private Daemon() {}

  static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // One end has closed or was cut, and so is the other: the browser sees it.
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
