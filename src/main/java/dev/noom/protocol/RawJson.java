package dev.noom.protocol;

import jakarta.json.JsonReader;
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;

/**
 * A text that the server carries and does not read: it stays what it was on the wire, and is
 * neither unescaped on the way in nor escaped on the way out (docs/performance.md).
 *
 * @param json a JSON string (RFC 8259, section 7), with its quotation marks and escapes
 */
@JsonbTypeAdapter(RawJson.Adapter.class)
public record RawJson(String json) {
  private static final JsonProvider JSON = JsonProvider.provider();

  public static RawJson of(String text) {
    return new RawJson(JSON.createValue(text).toString());
  }

  public String text() {
    try (JsonReader reader = JSON.createReader(new StringReader("[" + json + "]"))) {
      return reader.readArray().getString(0);
    }
  }

  /** In characters, as it travels. */
  public int size() {
    return json.length();
  }

  /** For JSON-B a string like any other. */
  public static final class Adapter implements JsonbAdapter<RawJson, String> {
    @Override
    public String adaptToJson(RawJson raw) {
      return raw.text();
    }

    @Override
    public RawJson adaptFromJson(String text) {
      return text == null ? null : of(text);
    }
  }
}
