package dev.noom.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.noom.protocol.ErrorCode;
import dev.noom.protocol.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "standup",
        "회의실",
        "Ünïcode & Söhne",
        "r2-d2_(final)!",
        "👩‍💻",
        "a",
        "'\"<script>"
      })
  void a_name_in_any_script_is_kept_as_it_is(String text) throws Exception {
    assertEquals(text, PersonName.of(text).text());
    assertEquals(text.contains("/") ? "" : text, RoomName.of(text).text());
  }

  @Test
  void spaces_are_trimmed_and_folded() throws Exception {
    assertEquals("weekly review", RoomName.of("  weekly \u3000 review\u00a0").text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\u3000",
        "\u200d",
        "a\nb",
        "a\rb",
        "a\tb",
        "\u0000",
        "\u001b[31mred",
        "a\u202eb",
        "a\u2066b",
        "\ufeff",
        "a\u2028b",
        "a\u2029b",
        "a\u200bb",
        "\ud800",
        "\ue000",
        "\u0378"
      })
  void what_cannot_be_seen_is_refused(String text) {
    assertEquals(ErrorCode.BAD_ROOM, assertThrows(Refusal.class, () -> RoomName.of(text)).code());
    assertEquals(ErrorCode.BAD_NAME, assertThrows(Refusal.class, () -> PersonName.of(text)).code());
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "a/b", "/"})
  void a_room_is_one_segment_of_a_path(String text) {
    assertEquals(ErrorCode.BAD_ROOM, assertThrows(Refusal.class, () -> RoomName.of(text)).code());
  }

  @Test
  void the_length_counts_code_points() throws Exception {
    String long64 = "\ud83d\ude00".repeat(64);
    assertEquals(long64, RoomName.of(long64).text());
    assertThrows(Refusal.class, () -> RoomName.of(long64 + "a"));
    assertThrows(Refusal.class, () -> RoomName.of("a".repeat(1_000_000)));
    assertThrows(Refusal.class, () -> PersonName.of(null));
  }
}
