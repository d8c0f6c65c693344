package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two tabs of one browser in one room: one has the sound, and both say so. */
class TwoTabsIT {
  @RegisterExtension final Stage stage = new Stage();

  @Test
  void the_tab_that_was_entered_last_has_the_sound_until_the_other_asks_for_it() {
    Person bob = stage.person("Bob").enters(stage.room());
    Person older = stage.person("Ada").enters(stage.room());
    bob.hears(older);
    Person newer = older.inAnotherTab("Ada b").enters(stage.room());
    newer.isTold(Words.ENGLISH.get("notice.tab-took-sound"));
    older.isTold(Words.ENGLISH.get("notice.tab-silent"));
    newer.hears(bob);
    isSilent(older);
    bob.hearsNothingOf(older);

    older.presses(Words.ENGLISH.get("notice.use-this-tab"));
    older.hears(bob);
    bob.hears(older);
    newer.isTold(Words.ENGLISH.get("notice.tab-silent"));
    isSilent(newer);
    // What is said of the machine may stay.
    assertThat(older.button(Words.ENGLISH.get("notice.use-this-tab"))).isHidden();

    older.closesTheTab();
    newer.isTold(Words.ENGLISH.get("notice.tab-sound-back"));
    newer.hears(bob);
    // Nobody is heard again who has not pressed for it.
    assertThat(newer.button("Unmute")).isVisible();
    newer.unmutes();
    bob.hears(newer);
  }

  private static void isSilent(Person person) {
    person.until("() => observed.video('Bob').muted", null);
    assertThat(person.button("Unmute")).isVisible();
    assertEquals(true, person.asks("observed.shows('Bob')"));
  }
}
