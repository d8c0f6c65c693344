package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A call is recorded in the browser of a person who wants it, and all others are told. */
class RecordingIT {
  private static final String WIDTH_OF_WHAT_WAS_SAVED =
      """
      new Promise((resolve, reject) => {
        const film = document.createElement('video');
        film.onloadeddata = () => resolve(film.videoWidth);
        film.onerror = () => reject(film.error);
        film.src = URL.createObjectURL(saved);
      })
      """;

  @RegisterExtension final Stage stage = new Stage();

  @Test
  void everybody_is_told_of_a_recording_and_the_file_plays() {
    Person ada = stage.visitor("Ada").running("disk.js").comes().enters(stage.room());
    Person bob = stage.person("Bob").enters(stage.room());
    ada.sees(bob);
    bob.sees(ada);
    chooses(ada, "recording.begin");
    bob.isTold(Words.ENGLISH.get("recording.begun", "name", "Ada"));
    assertThat(bob.tile(ada)).containsText(Words.ENGLISH.get("recording.badge"));
    assertThat(line(bob)).containsText(Words.ENGLISH.get("recording.now", "names", "Ada"));
    assertThat(line(bob).getByRole(AriaRole.BUTTON)).isHidden();

    Person carl = stage.person("Carl").enters(stage.room());
    carl.isTold(Words.ENGLISH.get("recording.begun", "name", "Ada"));
    line(ada).getByRole(AriaRole.BUTTON).click();
    assertThat(line(carl)).isHidden();
    ada.isTold(Words.ENGLISH.get("recording.saved"));
    // EBML, with which every WebM begins (RFC 8794, section 11.2.1).
    assertEquals("1a45dfa3", ada.asks("disk.begins()"));
    ada.complaints().expect("asked for blob:"); // the films that this test plays
    assertEquals("1280 x 720", ada.asks("disk.plays()"));
    assertEquals(true, ada.asks("disk.loudest().then(loudest => loudest > .01)"));

    chooses(ada, "recording.begin");
    assertThat(line(bob)).isVisible();
    ada.until("() => disk.written > 0", null);
    ada.leaves();
    assertThat(line(bob)).isHidden();
    ada.isTold(Words.ENGLISH.get("recording.saved"));
    assertEquals("1280 x 720", ada.asks("disk.plays()"));
  }

  /** Firefox, which has no way to the disk. */
  @Test
  void a_browser_that_cannot_write_to_the_disk_keeps_the_recording_and_saves_it_at_the_end() {
    Person ada = stage.visitor("Ada").with(BrowserKind.FIREFOX).running("saved.js").comes();
    ada.enters(stage.room());
    Person bob = stage.person("Bob").enters(stage.room());
    ada.sees(bob);
    chooses(ada, "recording.begin");
    assertThat(line(bob)).isVisible();
    ada.isTold(Words.ENGLISH.get("recording.bounded", "megabytes", "500"));
    ada.hears(bob);
    line(ada).getByRole(AriaRole.BUTTON).click();
    ada.isTold(Words.ENGLISH.get("recording.saved"));
    assertThat(line(bob)).isHidden();
    assertEquals(1280, ada.asks(WIDTH_OF_WHAT_WAS_SAVED));
  }

  private static void chooses(Person person, String words) {
    person.presses(Words.ENGLISH.get("controls.more"));
    person.presses(Words.ENGLISH.get(words));
  }

  private static Locator line(Person person) {
    return person.page().locator("panel-list .recording");
  }
}
