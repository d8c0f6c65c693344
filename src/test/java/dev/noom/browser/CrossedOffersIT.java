package dev.noom.browser;

import static dev.noom.browser.BrowserKind.FIREFOX;
import static dev.noom.browser.BrowserKind.HEADLESS_SHELL;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two pages that have called each other ahead: one in the room, one whose person looks at
 * themselves first.
 */
class CrossedOffersIT {
  @RegisterExtension final Stage stage = new Stage();

  static Stream<Arguments> pairs() {
    return Stream.of(
        Arguments.of(HEADLESS_SHELL, HEADLESS_SHELL),
        Arguments.of(HEADLESS_SHELL, FIREFOX),
        Arguments.of(FIREFOX, FIREFOX));
  }

  @ParameterizedTest(name = "{0} is there, {1} comes")
  @MethodSource("pairs")
  void nobody_hears_of_a_person_in_the_green_room_and_one_press_connects_them(
      BrowserKind there, BrowserKind newcomer) {
    Person ada = stage.visitor("Ada").with(there).comes().enters(stage.room());
    ada.until("() => observed.happened.includes('standby')", null);
    Person bob = stage.visitor("Bob").with(newcomer).comes();
    bob.opens("");
    bob.writes(stage.room());
    bob.presses(Words.ENGLISH.get("entry.preview"));
    bob.until("() => observed.isReadyAhead()", null);
    assertEquals(false, bob.asks("observed.happened.includes('join')"));
    ada.seesNobodyBut();

    bob.presses("Enter");
    bob.isInTheCall();
    for (Person each : List.of(ada, bob)) {
      Person other = each == ada ? bob : ada;
      each.sees(other);
      each.hears(other);
      assertEquals(true, each.asks("observed.heard.includes('crossed')"));
      if (there == newcomer) {
        assertEquals(false, each.asks("observed.happened.some(type => type === 'answer')"));
      }
    }

    bob.turnsCameraOff();
    ada.seesOnlyTheNameOf(bob);
    bob.turnsCameraOn();
    ada.sees(bob);
    bob.leaves();
    ada.seesNobodyBut();
  }
}
