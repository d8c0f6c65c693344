package dev.noom.browser;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The sentences of the page, read from where the page has them. */
final class Words {
  private static final Path FOLDER = Path.of("src/main/webapp/i18n");
  static final Words ENGLISH = new Words("en.js", "en-help.js", "en-verify.js");
  static final Words KOREAN = new Words("ko.json", "ko-help.json", "ko-verify.json");

  private final JsonObject sentences;

  private Words(String... files) {
    JsonObjectBuilder all = Json.createObjectBuilder();
    List.of(files).forEach(file -> all.addAll(Json.createObjectBuilder(read(file))));
    sentences = all.build();
  }

  private static JsonObject read(String file) {
    try {
      // An English module is JSON but for its first words and its last semicolon.
      String text = Files.readString(FOLDER.resolve(file)).strip();
      String json = text.replaceFirst("^export default ", "").replaceFirst(";$", "");
      return Json.createReader(new StringReader(json)).readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of them, as JSON. */
  String all() {
    return sentences.toString();
  }

  String get(String key) {
    return sentences.getString(key);
  }

  String get(String key, String placeholder, String value) {
    return get(key).replace("{" + placeholder + "}", value);
  }
}
