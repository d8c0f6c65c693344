package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.microsoft.playwright.Locator;
import dev.noom.HostileNames;
import java.util.ArrayList;
import java.util.List;
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
    for (String name : HostileNames.refused()) {
      assertEquals("bad-name", joins(stage.room(), name), name);
      eve.asks("stranger.socket.close()");
    }
    ada.seesNobodyBut();
    // Of people the log says where and when, and never how they are called.
    stage.noom().awaitLog("room \"" + stage.room() + "\"");
    assertTrue(stage.noom().log().lines().noneMatch(line -> line.contains("jndi")));
  }

  @Test
  void the_form_says_no_to_a_room_that_cannot_be_seen() {
    // Closed as soon as it is open: Payara may end its HTTP answer in the middle of that.
    ada.complaints().expect("WebSocket connection to");
    for (String name : List.of("a\u202eb", "a\u200bb", "\u3164", "x\u0301\u0301")) {
      ada.opens("");
      ada.writes(name);
      ada.presses("Enter");
      assertThat(ada.page().locator(".entry-error")).hasText(Words.ENGLISH.get("notice.bad-room"));
      assertThat(ada.page().locator("#call")).isHidden();
    }
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

  private Person quiet(String name) {
    return stage.visitor(name).with(Chromium.NO_CAMERA).running("hostile-names.js").comes();
  }
}
