package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How good a connection is can be seen, and a person may do with sound alone. */
class QualityPanelIT {
  /** The camera's sender. */
  private static final String SENDS_A_PICTURE =
      """
      isSent => observed.connectionTo('Ada').getSenders()
        .find(({ track }) => track?.kind === 'video').getParameters().encodings[0].active === isSent
      """;

  @RegisterExtension final Stage stage = new Stage();

  @Test
  void a_panel_shows_each_connection_and_sound_only_asks_for_no_pictures() {
    Person ada = stage.person("Ada").enters(stage.room());
    Person bob = stage.person("Bob").enters(stage.room());
    ada.sees(bob);
    bob.sees(ada);
    chooses(ada, "line.title");
    Locator panel = ada.page().locator("line-panel");
    assertThat(panel.locator("h3")).hasText(Pattern.compile("Bob .+"));
    assertThat(panel.locator(".line-chart polyline").first())
        .hasAttribute("points", Pattern.compile(".+ .+ .+"));
    assertThat(panel.locator("dd").last()).containsText(Pattern.compile("\\d+ × \\d+ · \\d+ fps"));
    assertThat(panel.getByRole(AriaRole.STATUS)).not().isEmpty();
    panel.getByRole(AriaRole.CHECKBOX).check();
    assertThat(ada.tile(bob).locator(".line-badge")).isVisible();

    chooses(ada, "sound-only.begin");
    assertThat(ada.tile(bob).locator(".avatar")).isVisible();
    bob.seesOnlyTheNameOf(ada);
    bob.until(SENDS_A_PICTURE, false);
    ada.hears(bob);
    ada.page().locator("panel-list").getByText(Words.ENGLISH.get("sound-only.end")).click();
    ada.sees(bob);
    bob.until(SENDS_A_PICTURE, true);

    ada.leaves();
    assertThat(panel.locator("h3")).hasCount(0);
    assertThat(panel.locator(".line-advice")).isEmpty();

    // Whose camera sound only has turned off, is not seen after a reload either.
    ada.page().reload();
    assertThat(ada.page().getByText(Words.ENGLISH.get("entry.devices-camera-off"))).isVisible();
  }

  private static void chooses(Person person, String words) {
    person.presses(Words.ENGLISH.get("controls.more"));
    person.presses(Words.ENGLISH.get(words));
  }
}
