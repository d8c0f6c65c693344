package dev.noom;

import java.util.List;
import java.util.Map;

/** Names that somebody might choose who means no good: src/test/resources/names/hostile.json. */
public final class HostileNames {
  private HostileNames() {}

  /** They can be seen, and so they are names; code that shows them must not take them for more. */
  public static List<String> shown() {
    return read("shown");
  }

  /**
   * As typed, and the harmless name that is left of each when what hides at its ends is dropped.
   */
  public static Map<String, String> cleaned() {
    return NameCases.pairs("/names/hostile.json", "cleaned", "name");
  }

  /** They hide something, or are no text at all. */
  public static List<String> refused() {
    return read("refused");
  }

  private static List<String> read(String kind) {
    return NameCases.texts("/names/hostile.json", kind);
  }
}
