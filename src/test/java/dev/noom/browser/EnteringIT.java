package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the address bar into a call of one. */
class EnteringIT {
  @RegisterExtension final Stage stage = new Stage();

  @Test
  void home_is_one_form_with_a_room_and_a_button() {
    Person ada = stage.person("Ada").opens("");
    assertThat(ada.page().locator("form")).hasCount(1);
    assertThat(ada.page().locator("input[name=room]")).hasAttribute("required", "");
    assertThat(ada.page().locator("input[name=room]")).isFocused();
    assertThat(ada.page().locator("form button:not([type=button])")).hasCount(1);
    assertThat(ada.button("Enter")).isVisible();
    assertThat(ada.page().locator("#call")).isHidden();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "a/b", "a\\b", ".."})
  void without_a_proper_room_nobody_gets_in(String room) {
    Person ada = stage.person("Ada").opens("");
    // Typed as by a person, because the form judges what is typed.
    ada.page().locator("input[name=room]").pressSequentially(room);
    ada.presses("Enter");
    assertEquals(false, ada.asks("document.querySelector('form').checkValidity()"));
    assertThat(ada.button("Enter")).isEnabled();
    assertThat(ada.page().locator("#call")).isHidden();
    assertEquals(List.of(), ada.wire().types());
  }

  @Test
  void a_link_and_one_press_lead_into_the_same_room() {
    Person ada = stage.person("Ada").enters(stage.room());
    Person bob = stage.person("Bob").followsTheLinkTo(stage.room());
    assertEquals(ada.page().url(), bob.page().url());
    ada.sees(bob);
    bob.sees(ada);
    bob.hears(ada);
  }

  @Test
  void a_new_room_has_a_name_that_nobody_can_guess_and_two_keys_lead_into_it() {
    Person ada = stage.person("Ada").opens("");
    assertThat(ada.page().locator("#room-hint")).hasText(Words.ENGLISH.get("entry.room-hint"));
    // Behind the name and the button that enters, which has the focus afterwards.
    for (int i = 0; i < 3; i++) {
      ada.page().keyboard().press("Tab");
    }
    assertThat(ada.button(Words.ENGLISH.get("entry.new-room"))).isFocused();
    ada.page().keyboard().press("Enter");
    assertThat(ada.page().locator("#room-hint")).hasText(Words.ENGLISH.get("entry.room-new"));
    assertThat(ada.page().locator("input[name=room]"))
        .hasValue(Pattern.compile("([a-z]{5}-){5}[a-z]{5}"));
    assertThat(ada.button("Enter")).isFocused();
    String room = ada.page().locator("input[name=room]").inputValue();
    ada.page().keyboard().press("Enter");
    ada.isInTheCall();
    assertThat(ada.page()).hasURL(stage.noom().url() + "room/" + room);
    assertThat(ada.page().locator(".seat-link")).hasText(ada.page().url());
    Person bob = stage.person("Bob").followsTheLinkTo(room);
    ada.sees(bob);
  }

  @Test
  void every_new_room_is_another_and_whoever_types_has_changed_his_mind() {
    Person ada = stage.person("Ada").opens("");
    ada.presses("New room");
    assertThat(ada.page().locator("input[name=room]")).not().hasValue("");
    String first = ada.page().locator("input[name=room]").inputValue();
    ada.presses("New room");
    assertThat(ada.page().locator("input[name=room]")).not().hasValue(first);
    ada.page().locator("input[name=room]").fill("standup");
    assertThat(ada.page().locator("#room-hint")).hasText(Words.ENGLISH.get("entry.room-hint"));
  }

  @Test
  void a_room_may_have_any_name() {
    String room = stage.room() + " 50% & ein Straßenfest? #1 회의";
    Person ada = stage.person("Ada").enters(room);
    Person bob = stage.person("Bob").followsTheLinkTo(room);
    assertEquals(ada.page().url(), bob.page().url());
    assertThat(ada.page().locator("#room-title")).hasText(room);
    assertThat(bob.page().locator("#room-title")).hasText(room);
    assertThat(bob.page()).hasTitle(Words.ENGLISH.get("title.room", "room", room));
    ada.sees(bob);
  }

  @ParameterizedTest
  @ValueSource(strings = {"about", "a/b/c", "index.html", "signal"})
  void every_other_path_leads_home(String path) {
    Person ada = stage.person("Ada").opens(path);
    assertThat(ada.page()).hasURL(stage.noom().url().toString());
    assertThat(ada.button("Enter")).isVisible();
  }

  @ParameterizedTest
  @ValueSource(strings = {"room/", "room/a/b", "rooms/x"})
  void where_nearly_a_room_is_a_sentence_says_so(String path) {
    Person ada = stage.person("Ada");
    ada.complaints().expect("404");
    ada.opens(path);
    assertThat(ada.page().locator(".entry-error")).hasText(Words.ENGLISH.get("entry.nowhere"));
    assertThat(ada.button("Enter")).isVisible();
  }

  @Test
  void a_careless_address_of_a_room_leads_into_it() {
    Person ada =
        stage.person("Ada").opens(Person.linkTo(stage.room()).replace("room/", "ROOM/") + "/");
    ada.isAtTheDoorOf(stage.room()).presses("Enter");
    ada.isInTheCall();
  }

  @Test
  void media_comes_first_and_then_the_join() {
    Person ada = stage.visitor("Ada").running("slow-camera.js").comes().opens("");
    ada.page().waitForWebSocket(() -> ada.writes(stage.room()));
    ada.presses("Enter");
    ada.waitsFor(Words.ENGLISH.get("entry.opening"));
    assertEquals(List.of(), ada.asks("observed.happened"));
    ada.asks("openTheCamera()");
    ada.isInTheCall();
    assertEquals(List.of("media", "join"), ada.asks("observed.happened"));
  }

  @Test
  void the_call_replaces_the_form_and_shows_ones_own_mirrored_silent_picture() {
    Person ada = stage.person("Ada").enters(stage.room());
    assertThat(ada.ownTile()).hasAttribute("data-picture", "");
    assertThat(ada.ownTile()).hasAttribute("data-mirror", "");
    assertThat(ada.ownTile().locator("video"))
        .hasCSS("transform", Pattern.compile("^matrix\\(-1, .*"));
    ada.until("() => observed.shows('You')", null);
    assertTrue((Boolean) ada.asks("observed.video('You').muted"));
    assertThat(ada.page().locator("#people")).hasText("1 person");
    ada.isToldNothing();
  }

  @Test
  void the_call_has_its_controls_and_the_camera_in_use_is_selected() {
    Person ada = stage.person("Ada").enters(stage.room());
    for (String control : List.of("Mute", "Camera off", "Leave")) {
      assertThat(ada.button(control)).isVisible();
    }
    assertThat(ada.cameras().locator("option")).hasCount(4);
    assertThat(ada.cameras().locator("option").first()).hasText(Pattern.compile("fake_device_0"));
    Object inUse = ada.asks("observed.opened.find(t => t.kind === 'video').getSettings().deviceId");
    assertThat(ada.cameras()).hasValue((String) inUse);
  }

  @Test
  void leaving_leads_back_to_the_form_and_releases_everything() {
    Person ada = stage.person("Ada").enters(stage.room());
    ada.leaves();
    assertThat(ada.page().locator("#call")).isHidden();
    assertThat(ada.page()).hasURL(stage.noom().url().toString());
    assertEquals(
        List.of("ended", "ended"), ada.asks("observed.opened.map(track => track.readyState)"));
    ada.enters(stage.room());
    assertFalse(ada.wire().types().isEmpty());
    ada.until("() => observed.shows('You')", null);
  }

  @Test
  void going_elsewhere_while_the_camera_opens_enters_nothing_and_opens_nothing() {
    Person bob = stage.person("Bob").enters(stage.room());
    Person ada = hasBeenInTheRoomOnce();
    ada.asks("holdTheCamera()");
    ada.page().goBack();
    ada.presses("Enter");
    ada.waitsFor(Words.ENGLISH.get("entry.opening"));
    ada.page().goForward();
    assertThat(ada.button("Enter")).isEnabled();
    ada.asks("openTheCamera()");
    ada.until("() => observed.opened.length === 4", null);
    ada.until("() => observed.opened.every(track => track.readyState === 'ended')", null);
    assertThat(ada.page().locator("#call")).isHidden();
    // Anybody who had entered beside this would have come before Carl.
    Person carl = stage.person("Carl").enters(stage.room());
    bob.sees(carl);
    bob.seesNobodyBut(carl);
    assertEquals(1, joins(ada));
  }

  @Test
  void going_to_and_fro_while_the_camera_opens_enters_once() {
    Person bob = stage.person("Bob").enters(stage.room());
    Person ada = hasBeenInTheRoomOnce();
    ada.asks("holdTheCamera()");
    ada.page().goBack();
    ada.presses("Enter");
    ada.page().goForward();
    ada.page().goBack();
    ada.presses("Enter");
    ada.waitsFor(Words.ENGLISH.get("entry.opening"));
    ada.asks("openTheCamera()");
    ada.isInTheCall();
    ada.sees(bob);
    bob.sees(ada);
    bob.seesNobodyBut(ada);
    ada.seesNobodyBut(bob);
    ada.until("() => observed.opened.length === 6", null);
    assertEquals(
        2, ada.asks("observed.opened.filter(track => track.readyState === 'live').length"));
    assertEquals(2, joins(ada));
  }

  /** Ada at home, with the room one step back in the browser's history. */
  private Person hasBeenInTheRoomOnce() {
    Person ada = stage.visitor("Ada").running("slow-camera.js").comes().opens("");
    ada.asks("openTheCamera()");
    ada.writes(stage.room());
    ada.presses("Enter");
    ada.isInTheCall();
    ada.leaves();
    return ada;
  }

  private static long joins(Person person) {
    return person.wire().types().stream().filter("join"::equals).count();
  }

  @Test
  void back_leaves_the_call_and_forward_leads_to_its_door() {
    Person ada = stage.person("Ada").enters(stage.room());
    Person bob = stage.person("Bob").enters(stage.room());
    ada.page().goBack();
    assertThat(ada.button("Enter")).isVisible();
    bob.seesNobodyBut();
    ada.page().goForward();
    ada.isAtTheDoorOf(stage.room());
    ada.presses("Enter");
    ada.isInTheCall();
    bob.sees(ada);
    ada.sees(bob);
  }
}
