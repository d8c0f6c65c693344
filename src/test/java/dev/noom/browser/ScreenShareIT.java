package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A screen is seen beside the camera, by those who are there and by those who come later. */
class ScreenShareIT {
  private static final String SHARE = Words.ENGLISH.get("screen.share");
  private static final String STOP = Words.ENGLISH.get("screen.stop");

  @RegisterExtension final Stage stage = new Stage();

  @Test
  void a_screen_is_seen_beside_the_camera_also_by_who_comes_later_until_it_ends() {
    Person ada = stage.visitor("Ada").running("screen.js").comes().enters(stage.room());
    ada.presses(SHARE);
    assertThat(ada.page().locator(".sharing"))
        .containsText(Words.ENGLISH.get("screen.sharing-with-sound"));
    assertThat(ada.page().locator("screen-tile")).hasCount(0);
    Person bob = stage.visitor("Bob").running("screen.js").comes().enters(stage.room());
    bob.isTold(Words.ENGLISH.get("screen.begins", "name", "Ada"));
    seesTheScreenOf(bob, ada);
    bob.sees(ada);
    assertEquals(
        Map.of("hint", "detail", "preference", "maintain-resolution", "scale", 1),
        ada.asks("() => screens.sentTo('Bob')"));

    bob.asks("screens.refuse('NotAllowedError', 'Permission denied', 400)");
    bob.presses(SHARE);
    bob.until("() => screens.refused", null);
    assertThat(bob.page().locator(".notice[data-key=screen-failed]")).hasCount(0);
    bob.complaints().expect("The screen cannot be shared");
    bob.asks("screens.refuse('NotAllowedError', 'Permission denied by system')");
    bob.presses(SHARE);
    bob.isTold(Words.ENGLISH.get("screen.failed"));
    bob.presses(SHARE);
    seesTheScreenOf(ada, bob);
    seesTheScreenOf(bob, ada);

    // As the bar of the browser does it.
    ada.asks("screens.end()");
    assertThat(screen(bob, ada)).hasCount(0);
    assertThat(ada.page().locator(".sharing")).isHidden();
    assertThat(ada.button(SHARE)).isVisible();
    bob.page().locator(".sharing").getByText(STOP).click();
    assertThat(ada.page().locator("screen-tile")).hasCount(0);
    bob.presses(SHARE);
    seesTheScreenOf(ada, bob);
    bob.leaves();
    assertThat(ada.page().locator("screen-tile")).hasCount(0);
    assertEquals(true, bob.asks("screens.areOver()"));
  }

  private static Locator screen(Person viewer, Person owner) {
    return viewer.page().locator("screen-tile:has(.tile-name:text-is('" + title(owner) + "'))");
  }

  private static String title(Person owner) {
    return Words.ENGLISH.get("screen.of", "name", owner.name());
  }

  /** More and more frames of it are decoded, and they are shown at their full size, with sound. */
  private static void seesTheScreenOf(Person viewer, Person owner) {
    viewer.until("title => screens.isShown(title)", title(owner));
    Object before = viewer.asks("title => screens.frames(title)", title(owner));
    viewer.until(
        "async ([title, before]) => await screens.frames(title) > before + 1",
        List.of(title(owner), before));
  }
}
