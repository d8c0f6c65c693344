package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Whatever is missing, there is a sentence that says what to do, and one can still enter, see and
 * hear.
 */
class DevicesIT {
  @RegisterExtension final Stage stage = new Stage();

  private Person ada;

  @BeforeEach
  void somebody_with_everything_is_there() {
    ada = stage.person("Ada").enters(stage.room());
  }

  @Test
  void without_a_camera_one_is_heard() {
    Person bob = enters(stage.visitor("Bob").with(Chromium.NO_CAMERA));
    bob.isTold(Words.ENGLISH.get("notice.no-camera"));
    bob.hasReported("camera-absent");
    assertThat(bob.button("Camera on")).isDisabled();
    assertThat(bob.cameras()).isHidden();
    ada.seesOnlyTheNameOf(bob);
    ada.hears(bob);
  }

  @Test
  void without_a_microphone_one_is_seen() {
    Person bob = enters(stage.visitor("Bob").running("no-microphone.js"));
    bob.isTold(Words.ENGLISH.get("notice.no-microphone"));
    bob.hasReported("microphone-absent");
    assertThat(bob.button("Unmute")).isDisabled();
    ada.sees(bob);
    assertThat(ada.tile(bob).locator(".tile-muted")).isVisible();
  }

  @Test
  void without_both_one_watches() {
    Person bob = enters(stage.visitor("Bob").with(Chromium.NO_CAMERA).running("no-microphone.js"));
    bob.isTold(Words.ENGLISH.get("notice.no-devices"));
    bob.hasReported("camera-absent", "microphone-absent");
    assertThat(bob.button("Camera on")).isDisabled();
    assertThat(bob.button("Unmute")).isDisabled();
    ada.seesOnlyTheNameOf(bob);
    assertThat(ada.tile(bob).locator(".tile-muted")).isVisible();
  }

  @Test
  void where_sound_needs_a_click_the_picture_is_there_and_a_button_asks_for_it() {
    Person bob = stage.visitor("Bob").running("no-sound-before-a-click.js").comes();
    bob.followsTheLinkTo(stage.room());
    bob.sees(ada);
    assertEquals(true, bob.asks("observed.video('Ada').muted"));
    bob.page().getByText(Words.ENGLISH.get("tile.hear", "name", "Ada")).click();
    bob.hears(ada);
    bob.sees(ada);
  }

  @Test
  void denied_permissions_have_their_sentence() {
    Person bob = enters(stage.visitor("Bob").with(Chromium.DENYING).withWindow());
    bob.isTold(Words.ENGLISH.get("notice.permission-denied"));
    bob.hasReported("camera-denied", "microphone-denied");
    ada.seesOnlyTheNameOf(bob);
  }

  @Test
  void a_denied_camera_leaves_the_microphone() {
    Person bob =
        enters(stage.visitor("Bob").with(Chromium.DENYING).withWindow().granting("microphone"));
    bob.isTold(Words.ENGLISH.get("notice.camera-denied"));
    bob.hasReported("camera-denied");
    ada.hears(bob);
    ada.seesOnlyTheNameOf(bob);
  }

  @Test
  void a_denied_microphone_leaves_the_camera() {
    Person bob =
        enters(stage.visitor("Bob").with(Chromium.DENYING).withWindow().granting("camera"));
    bob.isTold(Words.ENGLISH.get("notice.microphone-denied"));
    bob.hasReported("microphone-denied");
    ada.sees(bob);
  }

  @Test
  void a_busy_camera_can_be_turned_on_when_it_is_free() {
    Person bob = enters(stage.visitor("Bob").running("busy-camera.js"));
    bob.isTold(Words.ENGLISH.get("notice.device-busy"));
    ada.seesOnlyTheNameOf(bob);
    ada.hears(bob);
    bob.presses("Camera on");
    bob.isTold(Words.ENGLISH.get("notice.device-busy"));
    bob.hasReported("camera-busy");

    bob.asks("closeTheOtherProgram()");
    bob.turnsCameraOn();
    ada.sees(bob);
    bob.isToldNothing();
  }

  @Test
  void a_camera_that_is_pulled_out_says_so() {
    Person bob = enters(stage.visitor("Bob"));
    ada.sees(bob);
    // What the browser does when a device goes; a script cannot pull a cable.
    bob.asks(
        "(() => { const track = observed.opened.find(t => t.kind === 'video');"
            + " track.stop(); track.dispatchEvent(new Event('ended')); })()");
    bob.isTold(Words.ENGLISH.get("notice.camera-lost"));
    bob.hasReported("camera-lost");
    ada.seesOnlyTheNameOf(bob);
    bob.turnsCameraOn();
    ada.sees(bob);
  }

  @Test
  void without_encryption_the_page_says_what_to_do_and_lets_one_in() {
    URI url = URI.create("http://noom.test:" + stage.noom().port() + "/");
    Visitor insecure = stage.visitor("Bob").at(url);
    Person bob = insecure.comes();
    // The browser ignores that header over plain http, and says so.
    bob.complaints().expect("Cross-Origin-Opener-Policy");
    bob.enters(stage.room());
    assertEquals(false, bob.asks("isSecureContext"));
    bob.isTold(Words.ENGLISH.get("notice.insecure-context-no-url"));
    bob.hasReported("insecure-context");
    bob.sees(ada);
    bob.hears(ada);
    ada.seesOnlyTheNameOf(bob);
  }

  @Test
  void the_sentence_names_the_encrypted_address_where_it_is_known() {
    NoomServer elsewhere = stage.noom(Elsewhere.OPTIONS);
    URI url = URI.create("http://noom.test:" + elsewhere.port() + "/noom/");
    Person bob = stage.visitor("Bob").at(url).comes();
    bob.complaints().expect("Cross-Origin-Opener-Policy");
    bob.enters("standup");
    String there = "https://noom.test:" + Elsewhere.TLS_PORT + "/noom/room/standup";
    bob.isTold(Words.ENGLISH.get("notice.insecure-context", "secureUrl", there));
  }

  private Person enters(Visitor visitor) {
    Person bob = visitor.comes().enters(stage.room());
    bob.sees(ada);
    bob.hears(ada);
    assertEquals(
        List.of(), bob.asks("[...document.querySelectorAll('[data-status=failed]')].map(String)"));
    return bob;
  }
}
