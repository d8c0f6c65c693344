package dev.noom.limits;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One line for each thing, and none after so many, so that nobody can fill a log or a heap. */
public final class LogOnce {
  private final Set<String> said = ConcurrentHashMap.newKeySet();
  private final int most;

  public LogOnce(int most) {
    this.most = most;
  }

  public boolean isNew(String thing) {
    // Two threads at the last place may both get it: one line more.
    return said.size() < most && said.add(thing);
  }
}
