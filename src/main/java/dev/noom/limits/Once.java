package dev.noom.limits;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Says each thing once; after so many, nothing more, so that nobody can fill a log or a heap. */
public final class Once {
  private final Set<String> said = ConcurrentHashMap.newKeySet();
  private final int most;

  public Once(int most) {
    this.most = most;
  }

  public boolean isNew(String thing) {
    // Two threads at the last place may both get it: one line more.
    return said.size() < most && said.add(thing);
  }
}
