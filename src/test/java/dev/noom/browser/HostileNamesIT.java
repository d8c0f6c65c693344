package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.microsoft.playwright.Locator;
import dev.noom.HostileNames;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Names that are meant to be more than text, of people who may call themselves anything. */
class HostileNamesIT {
  @RegisterExtension final Stage stage = new Stage();

  private Person ada;
  private Person eve;

  @BeforeEach
  void somebody_who_watches_and_somebody_who_means_no_good() {
    ada = quiet("Ada");
    eve = quiet("Eve").opens("");
    for (Person each : List.of(ada, eve)) {
      each.page().onDialog(dialog -> fail("A name has opened a dialog: " + dialog.message()));
    }
  }

  @Test
  void people() {
    ada.enters(stage.room());
    Object scripts = ada.asks("document.querySelectorAll('script, img, iframe').length");
    List<String> harm = new ArrayList<>();
    for (String name : HostileNames.shown()) {
      assertEquals("joined", joins(stage.room(), name), name);
      Locator shown = ada.page().locator("video-tile:not([data-self]) .tile-name");
      assertThat(shown).hasCount(1);
      Object damage = shown.evaluate("(element, text) => damage(element, text)", name);
      if (!damage.equals(List.of())) {
        harm.add(name + ": " + damage);
      }
      eve.asks("stranger.leave()");
      ada.seesNobodyBut();
    }
    assertEquals(List.of(), harm);
    assertEquals(scripts, ada.asks("document.querySelectorAll('script, img, iframe').length"));
    for (var each : HostileNames.cleaned().entrySet()) {
      assertEquals("joined", joins(stage.room(), each.getKey()), each.getValue());
      assertThat(ada.page().locator("video-tile:not([data-self]) .tile-name"))
          .hasText(each.getValue());
      eve.asks("stranger.leave()");
      ada.seesNobodyBut();
    }
    for (String name : HostileNames.refused()) {
      assertEquals("bad-name", joins(stage.room(), name), name);
      eve.asks("stranger.socket.close()");
    }
    ada.seesNobodyBut();
    // Of people the log says where and when, and never how they are called.
    noom().awaitLog("room \"" + stage.room() + "\"");
    assertTrue(noom().log().lines().noneMatch(line -> line.contains("jndi")));
  }

  @Test
  void the_form_says_no_to_a_room_that_cannot_be_seen_and_names_the_character() {
    for (String hidden : List.of("U+202E RIGHT-TO-LEFT OVERRIDE", "U+200B ZERO WIDTH SPACE")) {
      ada.opens("");
      ada.writes("a" + Character.toString(HexFormat.fromHexDigits(hidden, 2, 6)) + "b");
      ada.presses("Enter");
      isRefused("room", Words.ENGLISH.get("notice.bad-room-character", "character", hidden));
    }
    ada.writes("x\u0301\u0301");
    ada.presses("Enter");
    isRefused("room", Words.ENGLISH.get("notice.bad-room-character", "character", "U+0301"));
    ada.writes("x");
    assertThat(ada.page().locator(".entry-error")).isEmpty();
    assertThat(ada.page().locator("[aria-invalid]")).hasCount(0);
  }

  @Test
  void the_form_says_which_field_is_wrong() {
    ada.opens("");
    ada.writes(stage.room());
    ada.page().locator("input[name=name]").fill("a\u202eb");
    ada.presses("Enter");
    isRefused(
        "name",
        Words.ENGLISH.get(
            "notice.bad-name-character", "character", "U+202E RIGHT-TO-LEFT OVERRIDE"));
    assertThat(ada.page().locator("input[name=room][aria-invalid]")).hasCount(0);
  }

  @Test
  void letters_with_joiners_are_a_name_and_what_is_invisible_at_the_ends_is_none() {
    Person reza = quiet("\u200f\u0639\u0644\u06cc\u200c\u0631\u0636\u0627\u202c");
    ada.enters(stage.room());
    reza.enters("\u200b" + stage.room() + " \u2060");
    assertThat(ada.page().locator("video-tile:not([data-self]) .tile-name"))
        .hasText("\u0639\u0644\u06cc\u200c\u0631\u0636\u0627");
    assertThat(reza.page()).hasURL(ada.page().url());
  }

  @Test
  void an_emoji_counts_as_one_of_the_64_characters() {
    ada.opens("");
    ada.writes("\ud83d\ude00".repeat(64));
    ada.presses("Enter");
    ada.isInTheCall();
    assertThat(ada.page().locator("#room-title")).hasText("\ud83d\ude00".repeat(64));
  }

  private void isRefused(String field, String sentence) {
    Locator input = ada.page().locator("input[name=" + field + "]");
    assertThat(ada.page().locator(".entry-error")).hasText(sentence);
    assertThat(input).isFocused();
    assertThat(input).hasAttribute("aria-invalid", "true");
    assertThat(input).hasAttribute("aria-describedby", Pattern.compile("(^|\\s)entry-error$"));
    assertThat(ada.page().locator("#call")).isHidden();
  }

  private Object joins(String room, String name) {
    return eve.asks(
        "([room, name]) => stranger.join(room, JSON.parse(name))", List.of(room, escaped(name)));
  }

  /** In ASCII, since half a surrogate pair would not survive the way to the browser. */
  private static String escaped(String name) {
    return name.chars()
        .mapToObj(c -> String.format("\\u%04x", c))
        .collect(Collectors.joining("", "\"", "\""));
  }

  /** One where names come faster than people do. */
  private NoomServer noom() {
    return stage.noom(List.of("-Dnoom.address.joins=0"));
  }

  private Person quiet(String name) {
    return stage
        .visitor(name)
        .at(noom().url())
        .with(Chromium.NO_CAMERA)
        .running("hostile-names.js")
        .comes();
  }
}
