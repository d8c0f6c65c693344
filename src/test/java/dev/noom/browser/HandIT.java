package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A raised hand is seen by those who are there, and by those who come later. */
class HandIT {
  private static final String RAISED = Words.ENGLISH.get("hand.raised");

  @RegisterExtension final Stage stage = new Stage();

  @Test
  void a_hand_is_up_until_it_is_lowered_or_its_owner_goes() {
    Person ada = stage.person("Ada").enters(stage.room());
    Person bob = stage.person("Bob").enters(stage.room());
    ada.sees(bob);
    ada.presses(Words.ENGLISH.get("hand.raise"));
    assertThat(ada.ownTile()).containsText(RAISED);
    assertThat(bob.tile(ada)).containsText(RAISED);
    bob.isTold(Words.ENGLISH.get("hand.raised-by", "name", "Ada"));

    bob.presses(Words.ENGLISH.get("hand.raise"));
    Person carl = stage.person("Carl").enters(stage.room());
    assertThat(carl.tile(ada)).containsText(RAISED);
    assertThat(carl.tile(bob)).containsText(RAISED);
    assertThat(list(bob)).hasText(Words.ENGLISH.get("hand.list", "names", "Ada, You"));
    bob.isPictured("raised hands");

    ada.presses(Words.ENGLISH.get("hand.lower"));
    assertThat(bob.tile(ada)).not().containsText(RAISED);
    bob.leaves();
    assertThat(list(carl)).isHidden();
    bob.enters(stage.room());
    assertThat(bob.button(Words.ENGLISH.get("hand.raise"))).isVisible();
    assertThat(bob.ownTile()).not().containsText(RAISED);
  }

  /** The words of features come when most people are connected. */
  @Test
  void words_that_come_later_do_not_say_again_what_is_over() {
    Person ada = stage.person("Ada").enters(stage.room());
    Person bob = stage.person("Bob").enters(stage.room());
    bob.sees(ada);
    assertThat(bob.button(Words.ENGLISH.get("hand.raise"))).isVisible();
    assertThat(bob.tile(ada).locator(".tile-status")).isEmpty();
    assertThat(bob.tile(ada).locator(".tile-notice")).isEmpty();
  }

  private static Locator list(Person person) {
    return person.page().locator("panel-list .hands");
  }
}
