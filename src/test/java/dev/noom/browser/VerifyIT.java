package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.noom.browser.BrowserKind.FIREFOX;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.microsoft.playwright.Locator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two people who see the same seven symbols have nobody in between; with somebody, they differ. */
class VerifyIT {
  private static final String TITLE = Words.ENGLISH.get("verify.title");

  @RegisterExtension final Stage stage = new Stage();

  @Test
  void both_see_the_same_symbols_and_the_mark_outlives_a_negotiation() {
    Person ada = stage.visitor("Ada").with(FIREFOX).comes().enters(stage.room());
    Person bob = stage.visitor("Bob").bringingAxe().running("screen.js").comes();
    bob.enters(stage.room());
    ada.sees(bob);
    asks(bob, ada);
    ada.isTold(Words.ENGLISH.get("verify.asked-by", "name", "Bob"));
    ada.presses(Words.ENGLISH.get("verify.show"));
    assertThat(symbols(bob)).hasCount(7);
    assertThat(symbols(ada)).hasCount(7);
    assertEquals(symbols(ada).allTextContents(), symbols(bob).allTextContents());

    for (Person each : List.of(ada, bob)) {
      each.presses(Words.ENGLISH.get("verify.same"));
    }
    assertThat(badge(ada, bob)).hasText(Words.ENGLISH.get("verify.badge-same"));
    assertThat(badge(bob, ada)).hasText(Words.ENGLISH.get("verify.badge-same"));
    assertEquals(List.of(), bob.asks(ForEverybodyIT.VIOLATIONS));
    bob.isPictured("compared symbols");

    bob.presses(Words.ENGLISH.get("screen.share"));
    assertThat(ada.page().locator("screen-tile[data-picture]")).isVisible();
    assertThat(badge(ada, bob)).hasText(Words.ENGLISH.get("verify.badge-same"));
    assertThat(badge(bob, ada)).hasText(Words.ENGLISH.get("verify.badge-same"));
    bob.page().setViewportSize(320, 640);
    bob.isPictured("compared symbols, 320 px");
  }

  @Test
  void two_people_see_different_symbols_if_a_server_swaps_the_fingerprints() {
    Person ada = stage.person("Ada");
    Person bob = stage.person("Bob");
    PersonBetween eve = new PersonBetween(stage.person("Eve"), ada, bob);
    ada.enters(stage.room());
    bob.enters(stage.room());
    eve.carriesUntil(
        "both are connected",
        () -> isConnectedTo(ada, bob) && isConnectedTo(bob, ada) && eve.isBetween());
    // Neither sees anything of it.
    ada.sees(bob);
    bob.hears(ada);

    asks(ada, bob);
    bob.presses(Words.ENGLISH.get("verify.show"));
    assertThat(symbols(ada)).hasCount(7);
    assertThat(symbols(bob)).hasCount(7);
    assertNotEquals(symbols(ada).allTextContents(), symbols(bob).allTextContents());

    bob.presses(Words.ENGLISH.get("verify.differ"));
    assertThat(bob.page().locator(".verify-status[role=status]"))
        .hasText(Words.ENGLISH.get("verify.marked-differ").replace("{name}", "Ada"));
    assertThat(badge(bob, ada)).hasText(Words.ENGLISH.get("verify.badge-differ"));
  }

  private static void asks(Person one, Person other) {
    one.presses(Words.ENGLISH.get("controls.more"));
    one.presses(TITLE);
    one.presses(Words.ENGLISH.get("verify.begin-with", "name", other.name()));
  }

  private static Locator symbols(Person person) {
    return person.page().locator("verify-panel li");
  }

  private static Locator badge(Person viewer, Person other) {
    return viewer.tile(other).locator(".verify-badge");
  }

  private static boolean isConnectedTo(Person viewer, Person other) {
    return viewer.tile(other).count() == 1
        && "".equals(viewer.tile(other).getAttribute("data-status"));
  }
}
