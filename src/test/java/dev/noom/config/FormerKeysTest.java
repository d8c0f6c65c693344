package dev.noom.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FormerKeysTest {
  @Test
  void a_key_of_an_earlier_version_is_named_with_what_to_do() {
    assertEquals(
        List.of(
            "noom.resume.megabytes is not used any more:"
                + " noom.memory.megabytes now limits all messages that wait in memory."),
        said(Map.of("noom.resume.megabytes", "64", "noom.rooms", "10")));
  }

  @Test
  void nothing_is_said_of_keys_that_are_in_use() {
    assertEquals(List.of(), said(Map.of("noom.memory.megabytes", "64")));
  }

  private static List<String> said(Map<String, String> configured) {
    return FormerKeys.inUse(key -> Optional.ofNullable(configured.get(key)));
  }
}
