package dev.noom.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignalMessageTest {
  private static final Jsonb JSONB = JsonbBuilder.create();

  static Set<String> samples() {
    return GoldenSamples.names();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_sample_survives_reading_and_writing(String name) {
    String sample = GoldenSamples.read(name);
    SignalMessage message = JSONB.fromJson(sample, SignalMessage.class);
    assertEquals(json(sample), json(JSONB.toJson(message)));
  }

  @Test
  void every_message_has_a_sample() {
    Set<String> withSample =
        samples().stream()
            .map(
                name ->
                    JSONB
                        .fromJson(GoldenSamples.read(name), SignalMessage.class)
                        .getClass()
                        .getSimpleName())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> records =
        Arrays.stream(SignalMessage.class.getDeclaredClasses())
            .filter(Class::isRecord)
            .map(Class::getSimpleName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(records, withSample);
  }

  @Test
  void the_type_may_come_last_and_unknown_members_are_ignored() {
    SignalMessage message =
        JSONB.fromJson(
            "{\"sdp\":\"v=0\",\"colour\":{\"deep\":[1]},\"type\":\"offer\"}", SignalMessage.class);
    assertEquals(new SignalMessage.Offer(null, null, RawJson.of("v=0")), message);
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(
      strings = {
        "{\"type\":\"offer\",\"to\":\"p7\"}",
        "{\"type\":\"answer\",\"sdp\":null}",
        "{\"type\":\"ice\"}",
        "{\"type\":\"ice\",\"candidates\":[null]}",
        "{\"type\":\"ice\",\"candidates\":[{\"sdpMid\":\"0\"}]}"
      })
  void a_message_without_what_it_carries_cannot_exist(String text) {
    JsonbException refused =
        assertThrows(JsonbException.class, () -> JSONB.fromJson(text, SignalMessage.class));
    assertTrue(causes(refused).contains("is missing"), causes(refused));
  }

  private static String causes(Throwable e) {
    return e == null ? "" : e.getMessage() + " " + causes(e.getCause());
  }

  private static JsonValue json(String text) {
    return Json.createReader(new StringReader(text)).readValue();
  }
}
