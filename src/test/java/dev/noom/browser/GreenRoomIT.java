package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.SelectOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A look into the mirror before one enters. */
class GreenRoomIT {
  private static final String SHOWN =
      "() => document.querySelector('green-room video')?.videoWidth";
  private static final String TRACKS = ".srcObject.getTracks().map(({ id }) => id).sort()";
  private static final String OPENED = "observed.happened.filter(each => each === 'media').length";

  @RegisterExtension final Stage stage = new Stage();

  @Test
  void what_the_preview_shows_is_what_the_call_sends_and_what_the_next_visit_begins_with() {
    Person bob = stage.person("Bob").enters(stage.room());
    Person ada =
        stage.visitor("Ada").withWindow().granting("camera", "microphone").bringingAxe().comes();
    ada.opens(Person.linkTo(stage.room())).isAtTheDoorOf(stage.room());
    ada.page().locator("input[name=name]").fill("Ada");
    ada.presses(Words.ENGLISH.get("entry.preview"));
    ada.until(SHOWN, null);
    ada.presses(Words.ENGLISH.get("green-room.close"));
    ada.hasReleasedEverything();
    assertThat(ada.page().locator("green-room")).hasCount(0);

    ada.presses(Words.ENGLISH.get("entry.preview"));
    ada.until(SHOWN, null);
    ada.until("() => Number(document.querySelector('level-meter').ariaValueNow) > 0", null);
    assertEquals(List.of(), ada.asks(ForEverybodyIT.VIOLATIONS));
    ada.presses(Words.ENGLISH.get("green-room.test-sound"));
    assertThat(ada.page().locator(".green-heard")).hasText(Words.ENGLISH.get("green-room.sounded"));
    Locator microphones = ada.page().locator("select[name=devices-microphone]");
    microphones.selectOption(new SelectOption().setIndex(2));
    String microphone = microphones.inputValue();
    ada.until(
        "id => document.querySelector('green-room video').srcObject.getAudioTracks()[0]?.getSettings().deviceId === id",
        microphone);
    bob.seesNobodyBut();
    final Object tracks = ada.asks("document.querySelector('green-room video')" + TRACKS);
    final Object opened = ada.asks(OPENED);
    ada.presses("Enter");
    ada.isInTheCall();
    bob.sees(ada);
    bob.hears(ada);
    assertEquals(tracks, ada.asks("observed.video('You')" + TRACKS));
    assertEquals(opened, ada.asks(OPENED));

    ada.page().reload();
    ada.isAtTheDoorOf(stage.room());
    ada.until(SHOWN, null);
    assertThat(microphones).hasValue(microphone);
    ada.presses("Camera off");
    ada.until(
        "() => observed.opened.every(({ kind, readyState }) => kind !== 'video' || readyState === 'ended')",
        null);
    ada.presses("Enter");
    ada.isInTheCall();
    bob.seesOnlyTheNameOf(ada);
    bob.hears(ada);
    assertThat(ada.button("Camera on")).isVisible();
  }

  @Test
  void a_question_of_the_browser_that_stays_open_keeps_nobody_out() {
    Person ada = stage.visitor("Ada").running("slow-camera.js").running("asking.js").comes();
    ada.opens(Person.linkTo(stage.room())).isAtTheDoorOf(stage.room());
    ada.presses("Enter");
    ada.waitsFor(Words.ENGLISH.get("entry.opening"));
    ada.isTold(Words.ENGLISH.get("green-room.question"));
    ada.presses(Words.ENGLISH.get("green-room.without"));
    ada.isInTheCall();
    ada.isToldNothing();
    ada.asks("openTheCamera()");
    ada.until("() => observed.opened.length > 0", null);
    ada.hasReleasedEverything();
    assertThat(ada.button("Unmute")).isVisible();
  }
}
