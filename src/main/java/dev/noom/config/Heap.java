package dev.noom.config;

/**
 * How much memory this server has, and what of it is spoken for (docs/decisions/0023-memory.md).
 *
 * @param megabytes the largest size of the heap, in MiB
 */
record Heap(int megabytes) {
  /** What the server, the application and the young generation need whatever happens, in MiB. */
  private static final int BASE_MEGABYTES = 96;

  /** 24 KiB: an idle connection has 19 (docs/performance.md), and may hold 4 that nobody counts. */
  private static final int PARTICIPANT_KILOBYTES = 24;

  static Heap ofThisServer() {
    return new Heap((int) (Runtime.getRuntime().maxMemory() >> 20));
  }

  /** How many people there is space for, if so many MiB are for what waits; may be below 0. */
  int participantsBeside(int memoryMegabytes) {
    long left = megabytes - BASE_MEGABYTES - memoryMegabytes;
    return (int) Math.min(Integer.MAX_VALUE, left * 1_024 / PARTICIPANT_KILOBYTES);
  }
}
