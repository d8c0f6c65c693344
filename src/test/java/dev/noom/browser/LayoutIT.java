package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who speaks is seen to speak, and is large if one wants it. On a phone all names can be read. */
class LayoutIT {
  /** Of phones, upright and on their side. */
  private static final List<List<Integer>> SIZES =
      List.of(List.of(320, 640), List.of(390, 844), List.of(844, 390), List.of(1280, 720));

  @RegisterExtension final Stage stage = new Stage();

  @Test
  void the_view_follows_who_speaks_until_somebody_is_pinned() {
    Person ada = stage.person("Ada").enters(stage.room());
    Person bob = stage.person("Bob").enters(stage.room());
    bob.mutes();
    Person carl = stage.person("Carl").enters(stage.room());
    ada.sees(carl);
    assertThat(ada.tile(carl)).hasAttribute("data-speaking", "");
    assertThat(ada.tile(bob)).not().hasAttribute("data-speaking", "");
    assertThat(large(ada)).hasCount(0);

    ada.presses(Words.ENGLISH.get("controls.more"));
    ada.presses(Words.ENGLISH.get("layout.speaker"));
    assertThat(large(ada)).hasText("Carl");
    carl.mutes();
    bob.unmutes();
    assertThat(large(ada)).hasText("Bob");
    assertThat(ada.tile(carl)).not().hasAttribute("data-speaking", "");

    ada.button(Words.ENGLISH.get("layout.pin", "name", "Carl")).focus();
    ada.page().keyboard().press("Enter");
    assertThat(large(ada)).hasText("Carl");
    ada.page().keyboard().press("Enter");
    assertThat(large(ada)).hasText("Bob");
    ada.sees(carl);
  }

  @Test
  void on_a_phone_no_picture_lies_over_a_name_and_all_names_can_be_read() {
    Person ada = stage.visitor("Ada").running("layout.js").comes().enters(stage.room());
    assertThat(ada.button(Words.ENGLISH.get("controls.more"))).isVisible();
    ada.until("() => document.querySelector('tile-grid').dataset.layout", null);
    ada.until("() => layouts.isStyled()", null);
    for (List<Integer> size : SIZES) {
      ada.page().setViewportSize(size.get(0), size.get(1));
      for (int people = 2; people <= 6; people++) {
        assertEquals(
            List.of(), ada.asks("people => layouts.faults(people)", people), size + ", " + people);
      }
    }
    ada.page().setViewportSize(320, 640);
    ada.isPictured("six people, 320 px");
    ada.asks("layouts.faults(3)");
    // By hand and by keyboard.
    Locator grid = ada.page().locator("tile-grid");
    Locator own = ada.ownTile();
    ada.page().mouse().move(own.boundingBox().x + 20, own.boundingBox().y + 20);
    ada.page().mouse().down();
    ada.page().mouse().move(60, 150);
    ada.page().mouse().up();
    assertThat(grid).hasAttribute("data-corner", "top-left");
    ada.button(Words.ENGLISH.get("layout.move")).press("ArrowRight");
    assertThat(grid).hasAttribute("data-corner", "top-right");
    ada.isPictured("three people, 320 px");
  }

  private static Locator large(Person person) {
    return person.page().locator("[data-large] .tile-name");
  }
}
