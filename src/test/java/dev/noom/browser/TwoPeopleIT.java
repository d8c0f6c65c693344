package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A call of two, and what each can switch in the middle of it. */
class TwoPeopleIT {
  @RegisterExtension final Stage stage = new Stage();

  private Person ada;
  private Person bob;

  @BeforeEach
  void two_in_a_call() {
    ada = stage.person("Ada").enters(stage.room());
    bob = stage.person("Bob").enters(stage.room());
    ada.sees(bob);
    bob.sees(ada);
  }

  @Test
  @Tag("quick")
  void both_see_and_hear_each_other() {
    ada.hears(bob);
    bob.hears(ada);
    assertThat(ada.page().locator("#people")).hasText("2 people");
    for (Person each : List.of(ada, bob)) {
      String other = each == ada ? "Bob" : "Ada";
      assertEquals(
          "function", each.asks("other => typeof observed.connectionTo(other).ontrack", other));
      assertEquals(
          List.of("audio", "video"),
          each.asks(
              "[...document.querySelectorAll('video-tile:not([data-self]) video')]"
                  + ".flatMap(video => video.srcObject.getTracks().map(t => t.kind)).sort()"));
    }
  }

  @Test
  void whoever_was_there_first_calls_the_newcomer() {
    assertEquals(List.of("have-local-offer", "stable"), ada.asks("observed.signalingOf('Bob')"));
    assertEquals(List.of("have-remote-offer", "stable"), bob.asks("observed.signalingOf('Ada')"));
  }

  @Test
  void another_camera_replaces_the_track_and_nothing_is_negotiated() {
    long negotiations = ada.wire().negotiations();
    Object signaling = ada.asks("observed.signalingOf('Bob')");
    Object former = ada.asks(SENT_CAMERA);
    Object formerTrack = ada.asks("observed.opened.at(-1).id");

    ada.choosesCamera(3);

    ada.until("former => observed.cameraTo('Bob') !== former", former);
    assertThat(ada.cameras()).hasValue((String) ada.asks(SENT_CAMERA));
    assertNotEquals(formerTrack, ada.asks("observed.opened.at(-1).id"));
    bob.sees(ada);
    bob.hears(ada);
    assertEquals(negotiations, ada.wire().negotiations());
    assertEquals(signaling, ada.asks("observed.signalingOf('Bob')"));
    assertEquals("stable", ada.asks("observed.connectionTo('Bob').signalingState"));
    // The first camera is not kept open.
    assertEquals(
        1,
        ada.asks(
            "observed.opened.filter(t => t.kind === 'video' && t.readyState === 'live').length"));
  }

  @Test
  void the_other_side_sees_the_other_cameras_picture() {
    bob.until("() => observed.picture('Ada').mean[1] > 134", null);
    ada.choosesCamera(2);
    bob.until("() => observed.picture('Ada').mean[1] < 132", null);
    bob.until("() => observed.picture('Ada').spread < 1", null);
    ada.choosesCamera(0);
    bob.sees(ada);
  }

  @Test
  void muted_stays_muted_with_another_camera() {
    ada.mutes();
    ada.choosesCamera(3);
    assertThat(ada.button("Unmute")).isVisible();
    bob.sees(ada);
    bob.hearsNothingOf(ada);
  }

  @Test
  void a_camera_that_is_off_stays_off_when_another_one_is_chosen() {
    ada.turnsCameraOff();
    ada.choosesCamera(3);
    bob.seesOnlyTheNameOf(ada);
    assertThat(ada.button("Camera on")).isVisible();
    Object chosen = ada.cameras().inputValue();
    ada.turnsCameraOn();
    bob.sees(ada);
    assertEquals(chosen, ada.asks(SENT_CAMERA));
  }

  @Test
  void a_camera_that_is_off_is_released_and_comes_back() {
    long negotiations = ada.wire().negotiations();
    ada.turnsCameraOff();
    bob.seesOnlyTheNameOf(ada);
    assertEquals(
        List.of("ended"),
        ada.asks("observed.opened.filter(t => t.kind === 'video').map(track => track.readyState)"));
    assertEquals(0, ada.asks("observed.video('You').srcObject.getVideoTracks().length"));
    assertThat(ada.ownTile().locator(".avatar")).isVisible();
    bob.hears(ada);

    ada.turnsCameraOn();
    bob.sees(ada);
    ada.until("() => observed.shows('You')", null);
    assertEquals(negotiations, ada.wire().negotiations());
  }

  @Test
  void one_can_mute_while_a_camera_is_still_opening() {
    Person carl = stage.visitor("Carl").running("slow-camera.js").comes().opens("");
    carl.asks("openTheCamera()");
    carl.writes(stage.room());
    carl.presses("Enter");
    carl.isInTheCall();
    bob.hears(carl);
    carl.turnsCameraOff();
    carl.asks("holdTheCamera()");
    carl.presses("Camera on");
    carl.mutes();
    assertThat(bob.tile(carl).locator(".tile-muted")).isVisible();
    bob.hearsNothingOf(carl);
    carl.asks("openTheCamera()");
    bob.sees(carl);
    assertThat(carl.button("Unmute")).isVisible();
  }

  @Test
  void muted_is_silent_at_the_other_side_and_says_so() {
    bob.hears(ada);
    assertThat(bob.tile(ada).locator(".tile-muted")).isHidden();
    ada.mutes();
    assertThat(bob.tile(ada).locator(".tile-muted")).isVisible();
    assertThat(ada.ownTile().locator(".tile-muted")).isVisible();
    bob.hearsNothingOf(ada);
    bob.sees(ada);

    ada.unmutes();
    assertThat(bob.tile(ada).locator(".tile-muted")).isHidden();
    bob.hears(ada);
  }

  private static final String SENT_CAMERA = "observed.cameraTo('Bob')";
}
