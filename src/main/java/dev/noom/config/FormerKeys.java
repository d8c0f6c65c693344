package dev.noom.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Keys of earlier versions. Nothing that an administrator has written is ignored in silence. */
final class FormerKeys {
  /** Each with what to do instead. */
  private static final Map<String, String> ADVICE =
      Map.of(
          "noom.resume.megabytes",
          "noom.memory.megabytes now limits all messages that wait in memory.");

  private FormerKeys() {}

  /**
   * @param values a key's value, if it has one
   * @return a sentence for each former key that has a value
   */
  static List<String> inUse(Function<String, Optional<String>> values) {
    return ADVICE.keySet().stream()
        .filter(key -> values.apply(key).isPresent())
        .map(key -> key + " is not used any more: " + ADVICE.get(key))
        .toList();
  }
}
