package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What makes a call pleasant: none of it is needed for one. */
class ComfortIT {
  @RegisterExtension final Stage stage = new Stage();

  @Test
  void a_call_has_a_clock_the_whole_screen_a_small_window_and_keeps_the_screen_on() {
    Person ada =
        stage.visitor("Ada").withWindow().running("comfort.js").comes().enters(stage.room());
    Person bob = stage.person("Bob").enters(stage.room());
    ada.sees(bob);
    Keyboard keys = ada.page().keyboard();
    Locator clock = ada.page().locator("header .timer");
    assertThat(clock).hasText(Pattern.compile("\\d+:\\d\\d"));
    String before = clock.innerText();
    assertThat(clock).not().hasText(before);
    ada.until("() => comfort.locks.some(lock => !lock.released)", null);

    assertThat(ada.button("Mute")).hasAttribute("aria-keyshortcuts", "m");
    keys.press("f");
    ada.until("() => document.fullscreenElement !== null", null);
    keys.press("f");
    ada.until("() => document.fullscreenElement === null", null);

    keys.press("p");
    ada.until(
        """
        () => {
          const page = documentPictureInPicture.window?.document;
          const video = page?.querySelector('[data-picture] video');
          return video?.videoWidth > 0 && !video.paused && video.currentTime > 0
            && page.defaultView.getComputedStyle(page.querySelector('main')).display === 'grid';
        }
        """,
        null);
    assertEquals("Bob", ada.asks(inWindow("figcaption") + ".textContent"));
    ada.asks(inWindow("[data-action=mute]") + ".click()");
    assertThat(bob.tile(ada).locator(".tile-muted")).isVisible();
    assertEquals("Unmute", ada.asks(inWindow("[data-action=mute]") + ".textContent"));
    bob.leaves();
    ada.until("() => " + inWindow("figure") + " === null", null);
    ada.asks(inWindow("[data-action=leave]") + ".click()");
    assertThat(ada.page().locator("entry-form")).isVisible();
    ada.until("() => documentPictureInPicture.window === null", null);
    ada.until("() => comfort.locks.every(lock => lock.released)", null);
    assertThat(clock).hasCount(0);
  }

  private static String inWindow(String selector) {
    return "documentPictureInPicture.window.document.querySelector('" + selector + "')";
  }

  @Test
  void a_sound_and_a_language_are_chosen_in_a_call_and_kept() {
    Person ada = stage.visitor("Ada").running("comfort.js").comes().enters(stage.room());
    chooses(ada, Words.ENGLISH.get("arrivals.sound-on"));
    ada.until("() => comfort.tones === 2", null);
    Person bob = stage.person("Bob").enters(stage.room());
    ada.until("() => comfort.tones === 4", null);
    bob.leaves();
    ada.until("() => comfort.tones === 6", null);

    chooses(ada, Words.ENGLISH.get("language.other"));
    assertThat(ada.page().locator("html")).hasAttribute("lang", "ko");
    assertThat(ada.button(Words.KOREAN.get("controls.leave"))).isVisible();
    assertThat(ada.ownTile()).hasAccessibleName(Words.KOREAN.get("tile.you-named", "name", "Ada"));
    ada.page().locator("[data-action=more]").click();
    assertThat(ada.button(Words.KOREAN.get("arrivals.sound-off"))).isVisible();
    assertThat(ada.page().locator("[data-action=language]")).hasAttribute("lang", "en");
    ada.isPictured("more in Korean");
    ada.opens("");
    assertThat(ada.button(Words.KOREAN.get("entry.enter"))).isVisible();
    assertThat(ada.page().locator("html")).hasAttribute("lang", "ko");
  }

  /** In the menu "More". */
  private static void chooses(Person person, String words) {
    person.presses(Words.ENGLISH.get("controls.more"));
    person.presses(words);
  }

  @Test
  void a_microphone_that_gives_nothing_is_said_and_so_is_speaking_while_muted() throws IOException {
    Path voice = Voice.writeAfterSilenceTo(Path.of("target/browser/silence-then-voice.wav"));
    List<String> flags = new ArrayList<>(Chromium.SLOW_CAMERA);
    flags.add("--use-file-for-fake-audio-capture=" + voice.toAbsolutePath());
    Person ada = stage.visitor("Ada").with(flags).comes().enters(stage.room());
    Locator silent = ada.page().getByText(Words.ENGLISH.get("microphone-watch.silent"));
    Locator muted = ada.page().getByText(Words.ENGLISH.get("microphone-watch.muted"));
    assertThat(silent).isVisible();
    assertThat(silent).isHidden(); // the voice has begun
    ada.mutes();
    assertThat(muted).isVisible();
    ada.isPictured("muted speech");
    ada.page().locator("notice-list").getByText(Words.ENGLISH.get("controls.unmute")).click();
    assertThat(ada.button("Mute")).isVisible();
    assertThat(muted).isHidden();
  }

  @Test
  void the_page_can_be_installed() {
    Person ada = stage.person("Ada").opens("");
    String found =
        """
        async () => {
          const link = document.querySelector('link[rel=manifest]');
          const answer = await fetch(link.href);
          const manifest = await answer.json();
          const icons = await Promise.all(manifest.icons.map(async ({ src, type, sizes }) => {
            const icon = await fetch(new URL(src, link.href));
            const { width } = await createImageBitmap(await icon.blob()).catch(() => ({}));
            return icon.ok && icon.headers.get('content-type') === type && (width === undefined || sizes.startsWith(width));
          }));
          return [answer.headers.get('content-type'), new URL(manifest.start_url, link.href).href, icons.every(Boolean)].join(' ');
        }
        """;
    assertEquals("application/manifest+json " + stage.noom().url() + " true", ada.asks(found));
  }
}
