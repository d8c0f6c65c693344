package dev.noom;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The names in src/test/resources/names, and what is to become of each. The tests of the page
 * (name-rules.test.js) read the same files.
 */
public final class NameCases {
  private static final String NAMES = "/names/names.json";

  private NameCases() {}

  /** Good names, kept as they are. */
  public static List<String> kept() {
    return texts(NAMES, "kept");
  }

  /** As typed, and the name that it is. */
  public static Map<String, String> cleaned() {
    return pairs(NAMES, "cleaned", "name");
  }

  /** As typed, and the character that is the reason. */
  public static Map<String, String> refused() {
    return pairs(NAMES, "refused", "character");
  }

  /** One of the strings of Unicode's Joining_Type: {@code dual}, {@code left} or {@code right}. */
  public static String joiningType(String type) {
    return read("/names/joining-types.json").getString(type);
  }

  static List<String> texts(String file, String kind) {
    return read(file).getJsonArray(kind).getValuesAs(JsonString::getString);
  }

  static Map<String, String> pairs(String file, String kind, String value) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (JsonObject pair : read(file).getJsonArray(kind).getValuesAs(JsonObject.class)) {
      pairs.put(pair.getString("typed"), pair.getString(value));
    }
    return pairs;
  }

  private static JsonObject read(String file) {
    try (JsonReader reader = Json.createReader(NameCases.class.getResourceAsStream(file))) {
      return reader.readObject();
    }
  }
}
