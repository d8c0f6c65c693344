package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.noom.browser.BrowserKind.CHROMIUM;
import static dev.noom.browser.BrowserKind.FIREFOX;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A call in which one has Firefox, or both have. */
class FirefoxIT {
  @RegisterExtension final Stage stage = new Stage();

  static Stream<Arguments> pairs() {
    return Stream.of(
        Arguments.of(FIREFOX, CHROMIUM),
        Arguments.of(CHROMIUM, FIREFOX),
        Arguments.of(FIREFOX, FIREFOX));
  }

  @ParameterizedTest(name = "{0} is there, {1} comes")
  @MethodSource("pairs")
  void two_see_and_hear_each_other_and_each_other_s_switches(
      BrowserKind there, BrowserKind newcomer) {
    Person ada = stage.visitor("Ada").with(there).comes().enters(stage.room());
    Person bob = stage.visitor("Bob").with(newcomer).comes().enters(stage.room());
    for (Person each : List.of(ada, bob)) {
      Person other = each == ada ? bob : ada;
      other.sees(each);
      other.hears(each);

      each.mutes();
      assertThat(other.tile(each).locator(".tile-muted")).isVisible();
      other.hearsNothingOf(each);
      each.unmutes();
      assertThat(other.tile(each).locator(".tile-muted")).isHidden();
      other.hears(each);

      each.turnsCameraOff();
      other.seesOnlyTheNameOf(each);
      each.turnsCameraOn();
      other.sees(each);
    }
    bob.leaves();
    ada.seesNobodyBut();
  }

  /** In a room for two, where a place that is not given up is missed. */
  @Test
  void a_page_that_is_loaded_again_or_goes_to_another_address_has_left() {
    NoomServer small = stage.noom(List.of("-Dnoom.room.capacity=2"));
    Person ada = stage.visitor("Ada").at(small.url()).with(CHROMIUM).comes().enters(stage.room());
    Person bob = stage.visitor("Bob").at(small.url()).with(FIREFOX).comes().enters(stage.room());
    ada.sees(bob);
    // Firefox breaks off what a page is still loading when its person goes, and tells the page.
    bob.complaints().expect("A part of the page did not load");

    bob.page().reload();
    bob.isAtTheDoorOf(stage.room());
    bob.presses("Enter");
    bob.isInTheCall();
    bob.sees(ada);
    ada.sees(bob);
    ada.seesNobodyBut(bob);

    bob.opens("check");
    ada.seesNobodyBut();
  }
}
