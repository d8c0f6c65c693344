package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Devices that refuse, vanish, are taken by the system or never answer; with devices.js. */
class DeviceFaultsIT {
  /** What Firefox rejects with: an object that is no DOMException. */
  private static final String FAST_MODES_ONLY =
      "({ video }) => video?.frameRate?.max < 60"
          + " ? { name: 'OverconstrainedError', message: '', constraint: 'frameRate' } : undefined";

  private static final String CAMERA_NEVER_ANSWERS = "({ video }) => (video ? 'never' : undefined)";

  @RegisterExtension final Stage stage = new Stage();

  private Person ada;

  @Test
  void a_camera_that_has_fast_modes_only_is_used() {
    Person bob = comes(FAST_MODES_ONLY);
    ada.sees(bob);
    ada.hears(bob);
    bob.isToldNothing();
  }

  @Test
  void so_it_is_in_firefox_and_a_camera_that_is_gone_is_no_end() {
    ada = stage.person("Ada").enters(stage.room());
    String refusal = "({ video }) => (video?.frameRate?.max < 60 ? 'unfit' : undefined)";
    Person bob = stage.visitor("Bob").with(BrowserKind.FIREFOX).refusing(refusal).comes();
    bob.enters(stage.room());
    ada.sees(bob);
    ada.hears(bob);
    bob.isToldNothing();

    bob.asks("devices.unplug('video')");
    bob.isTold(Words.ENGLISH.get("notice.camera-lost"));
    ada.seesOnlyTheNameOf(bob);
    bob.mutes();
    ada.hearsNothingOf(bob);
    bob.unmutes();
    ada.hears(bob);
    bob.leaves();
  }

  @Test
  void an_error_that_nobody_knows_lets_one_in_and_one_can_try_again() {
    Person bob = comes("() => ({ name: 'ErrorOfNextYear' })");
    bob.isTold(Words.ENGLISH.get("notice.devices-failed"));
    bob.hasReported("camera-failed", "microphone-failed");
    ada.seesOnlyTheNameOf(bob);
    bob.presses("Camera on");
    bob.isTold(Words.ENGLISH.get("notice.camera-failed"));

    bob.asks("devices.refuse(() => undefined)");
    bob.turnsCameraOn();
    bob.unmutes();
    ada.sees(bob);
    ada.hears(bob);
    bob.isToldNothing();
  }

  @Test
  void a_camera_that_never_answers_keeps_nobody_from_being_heard() {
    Person bob = comes(CAMERA_NEVER_ANSWERS);
    bob.isTold(Words.ENGLISH.get("notice.camera-silent"));
    bob.hasReported("camera-silent");
    ada.hears(bob);
    bob.mutes();
    ada.hearsNothingOf(bob);
    bob.presses("Camera off");
    bob.isToldNothing();
    bob.asks("devices.refuse(() => undefined)");
    bob.turnsCameraOn();
    ada.sees(bob);
  }

  @Test
  void the_check_goes_on_whatever_the_devices_do() {
    for (String refusal : new String[] {FAST_MODES_ONLY, CAMERA_NEVER_ANSWERS}) {
      Person bob = stage.visitor("Bob").withWindow().refusing(refusal).comes().opens("check");
      bob.page().locator("#start").click();
      assertThat(bob.page().locator("#after")).isVisible();
      String camera = refusal.equals(FAST_MODES_ONLY) ? "ok" : "warning";
      assertThat(step(bob, "microphone")).hasAttribute("data-state", "ok");
      assertThat(step(bob, "camera")).hasAttribute("data-state", camera);
      assertThat(step(bob, "call")).hasAttribute("data-state", "ok");
    }
  }

  @Test
  void the_camera_is_unplugged_and_the_next_one_is_used() {
    Person bob = comes("() => undefined");
    ada.sees(bob);
    Object gone = bob.asks("devices.unplug('video')");
    isToldOfTheOther(bob, "camera");
    ada.sees(bob);
    String used = (String) bob.asks("observed.cameraTo('Ada')");
    assertThat(bob.cameras()).hasValue(used);

    // While it is off: the list shows none of them as chosen, so each can be.
    bob.turnsCameraOff();
    bob.asks("id => devices.unplug('video', id)", used);
    assertThat(bob.cameras().locator("option")).hasCount(2);
    assertEquals(-1, bob.cameras().evaluate("list => list.selectedIndex"));
    bob.turnsCameraOn();
    // Only then: until now the notice names the camera before.
    bob.until(
        "gone => { const now = observed.cameraTo('Ada'); return now && !gone.includes(now); }",
        List.of(gone, used));
    isToldOfTheOther(bob, "camera");
    assertThat(bob.cameras()).hasValue((String) bob.asks("observed.cameraTo('Ada')"));
    assertEquals(1, bob.asks("devices.live('video')"));
  }

  @Test
  void a_microphone_that_takes_the_place_of_another_one_stays_muted() {
    Person bob = comes("() => undefined");
    ada.hears(bob);
    bob.mutes();
    bob.asks("devices.unplug('audio')");
    assertThat(ada.tile(bob).locator(".tile-muted")).isVisible();
    assertEquals(0, bob.asks("devices.live('audio')"));
    bob.unmutes();
    isToldOfTheOther(bob, "microphone");
    ada.hears(bob);

    // On: at once.
    bob.asks("devices.unplug('audio')");
    bob.until("() => devices.live('audio') === 1", null);
    ada.hears(bob);
  }

  @Test
  void what_the_system_takes_is_shown_as_what_it_is_and_comes_back() {
    Person bob = comes("() => undefined");
    ada.sees(bob);
    bob.asks("devices.interrupt('audio', true)");
    assertThat(ada.tile(bob).locator(".tile-muted")).isVisible();
    assertThat(bob.ownTile().locator(".tile-muted")).isVisible();
    bob.isTold(Words.ENGLISH.get("notice.microphone-interrupted"));
    bob.asks("devices.interrupt('audio', false)");
    assertThat(ada.tile(bob).locator(".tile-muted")).isHidden();
    assertThat(bob.ownTile().locator(".tile-muted")).isHidden();
    bob.isToldNothing();

    bob.asks("devices.interrupt('video', true)");
    ada.seesOnlyTheNameOf(bob);
    assertThat(bob.ownTile().locator(".avatar")).isVisible();
    bob.isTold(Words.ENGLISH.get("notice.camera-interrupted"));
    bob.asks("devices.interrupt('video', false)");
    ada.sees(bob);
    bob.isToldNothing();
  }

  @Test
  void the_last_press_counts_wherever_the_focus_is() {
    Person bob = comes("() => undefined");
    ada.hears(bob);
    bob.cameras().focus();
    String camera = bob.cameras().inputValue();
    bob.page().keyboard().press("m");
    assertThat(bob.button("Unmute")).isVisible();
    ada.hearsNothingOf(bob);
    assertThat(bob.cameras()).hasValue(camera);

    bob.turnsCameraOff();
    ada.seesOnlyTheNameOf(bob);
    bob.asks("devices.hold()");
    bob.page().keyboard().press("v");
    bob.page().keyboard().press("m");
    ada.hears(bob);
    bob.page().keyboard().press("v");
    bob.asks("devices.release()");
    bob.until("() => observed.opened.filter(({ kind }) => kind === 'video').length === 2", null);
    bob.until("() => devices.live('video') === 0", null);
    assertThat(bob.button("Camera on")).isVisible();
    ada.seesOnlyTheNameOf(bob);
  }

  @Test
  void a_picture_that_the_system_pauses_plays_again_or_a_press_helps() {
    Person bob = comes("() => undefined");
    bob.sees(ada);
    bob.asks("observed.video('Ada').pause()");
    bob.sees(ada);
    bob.hears(ada);

    bob.asks(
        "(() => { const video = observed.video('Ada');"
            + " video.play = () => Promise.reject(new DOMException('', 'NotAllowedError'));"
            + " video.pause(); })()");
    Locator play = bob.page().getByText(Words.ENGLISH.get("tile.play", "name", "Ada"));
    assertThat(play).isVisible();
    bob.asks("delete observed.video('Ada').play");
    play.click();
    assertThat(play).isHidden();
    bob.sees(ada);
    bob.hears(ada);
  }

  /** Somebody whose devices do this, to a call of somebody with everything. */
  private Person comes(String refusal) {
    ada = stage.person("Ada").enters(stage.room());
    Person bob = stage.visitor("Bob").withWindow().refusing(refusal).comes().enters(stage.room());
    bob.sees(ada);
    return bob;
  }

  /** A notice names the device that is used now. */
  private static void isToldOfTheOther(Person person, String device) {
    String label =
        "camera".equals(device)
            ? "observed.opened.findLast(({ kind }) => kind === 'video').label"
            : "observed.opened.findLast(({ kind }) => kind === 'audio').label";
    String before = Words.ENGLISH.get("notice." + device + "-replaced", "label", "");
    assertThat(person.page().locator("notice-list")).containsText(before.replaceFirst("\\.$", ""));
    person.isTold(
        Words.ENGLISH.get("notice." + device + "-replaced", "label", (String) person.asks(label)));
  }

  private static Locator step(Person person, String step) {
    return person.page().locator("check-list li:has([data-t='check.step." + step + "'])");
  }
}
