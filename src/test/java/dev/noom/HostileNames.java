package dev.noom;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.util.List;

/** Names that somebody might choose who means no good: src/test/resources/names/hostile.json. */
public final class HostileNames {
  private HostileNames() {}

  /** They can be seen, and so they are names; whoever shows them must not take them for more. */
  public static List<String> shown() {
    return read("shown");
  }

  /** They hide something, or are no text at all. */
  public static List<String> refused() {
    return read("refused");
  }

  private static List<String> read(String kind) {
    try (JsonReader reader =
        Json.createReader(HostileNames.class.getResourceAsStream("/names/hostile.json"))) {
      JsonArray names = reader.readObject().getJsonArray(kind);
      return names.getValuesAs(JsonString.class).stream().map(JsonString::getString).toList();
    }
  }
}
