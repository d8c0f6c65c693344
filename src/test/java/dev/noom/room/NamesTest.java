package dev.noom.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.HostileNames;
import dev.noom.NameCases;
import dev.noom.protocol.ErrorCode;
import dev.noom.protocol.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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

  @ParameterizedTest
  @MethodSource("shown")
  void a_hostile_name_that_can_be_seen_is_a_name_like_any_other(String text) throws Exception {
    assertEquals(text, PersonName.of(text).text());
  }

  @ParameterizedTest
  @MethodSource("refused")
  void a_hostile_name_that_cannot_be_seen_is_none(String text) {
    assertEquals(ErrorCode.BAD_NAME, assertThrows(Refusal.class, () -> PersonName.of(text)).code());
    assertEquals(ErrorCode.BAD_ROOM, assertThrows(Refusal.class, () -> RoomName.of(text)).code());
  }

  @ParameterizedTest
  @MethodSource("kept")
  void letters_of_any_script_and_emoji_are_kept_with_their_joiners(String text) throws Exception {
    assertEquals(text, PersonName.of(text).text());
    assertEquals(text, RoomName.of(text).text());
  }

  @ParameterizedTest
  @MethodSource("cleaned")
  void what_cannot_be_seen_at_the_ends_is_dropped(Map.Entry<String, String> named)
      throws Exception {
    assertEquals(named.getValue(), PersonName.of(named.getKey()).text());
    assertEquals(RoomName.of(named.getValue()), RoomName.of(named.getKey()));
  }

  @ParameterizedTest
  @MethodSource("refusedFor")
  void a_refusal_names_the_character(Map.Entry<String, String> refused) {
    String character = refused.getValue();
    Refusal ofPerson = assertThrows(Refusal.class, () -> PersonName.of(refused.getKey()));
    assertEquals(ErrorCode.BAD_NAME, ofPerson.code());
    assertEquals(character, ofPerson.toMessage().character());
    assertTrue(ofPerson.getMessage().contains(character), ofPerson.getMessage());
    Refusal ofRoom = assertThrows(Refusal.class, () -> RoomName.of(refused.getKey()));
    assertEquals(ErrorCode.BAD_ROOM, ofRoom.code());
    assertEquals(character, ofRoom.toMessage().character());
  }

  @Test
  void a_room_has_one_name_whether_its_symbol_is_in_colour_or_not() throws Exception {
    assertEquals(RoomName.of("\u2764").key(), RoomName.of("\u2764\ufe0f").key());
  }

  @Test
  void joining_types_are_those_of_unicode() {
    assertEquals(NameCases.joiningType("dual"), oneLine(JoiningTypes.DUAL));
    assertEquals(NameCases.joiningType("left"), oneLine(JoiningTypes.LEFT));
    assertEquals(NameCases.joiningType("right"), oneLine(JoiningTypes.RIGHT));
    // Examples of the Unicode Standard, section 9.2: beh, alef, alif with a mark; a letter of
    // Latin.
    assertTrue(JoiningTypes.joinsNext(0x0628) && JoiningTypes.joinsPrevious(0x0628));
    assertTrue(!JoiningTypes.joinsNext(0x0627) && JoiningTypes.joinsPrevious(0x0627));
    assertTrue(JoiningTypes.isTransparent(0x064B));
    assertTrue(!JoiningTypes.joinsNext('a') && !JoiningTypes.joinsPrevious('a'));
  }

  private static String oneLine(String ranges) {
    return ranges.strip().replaceAll("\\s+", " ");
  }

  static List<String> kept() {
    return NameCases.kept();
  }

  static Set<Map.Entry<String, String>> cleaned() {
    Map<String, String> all = new LinkedHashMap<>(NameCases.cleaned());
    all.putAll(HostileNames.cleaned());
    return all.entrySet();
  }

  static Set<Map.Entry<String, String>> refusedFor() {
    return NameCases.refused().entrySet();
  }

  static List<String> shown() {
    return HostileNames.shown();
  }

  static List<String> refused() {
    return HostileNames.refused();
  }

  @Test
  void the_corpus_is_as_large_as_promised() {
    assertTrue(shown().size() + HostileNames.cleaned().size() + refused().size() >= 200);
  }

  @Test
  void a_room_cannot_forge_a_line_of_the_log() throws Exception {
    assertEquals("a\\\": p1 joined, 9 here", RoomName.of("a\": p1 joined, 9 here").toString());
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
  @ValueSource(strings = {".", "..", "...", "a/b", "/", "a\\b", "\\"})
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
