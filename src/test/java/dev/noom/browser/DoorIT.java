package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nobody is seen or heard before a press in this page; and what somebody waits for after it is
 * said, and can be cancelled.
 */
class DoorIT {
  @RegisterExtension final Stage stage = new Stage();

  /** As another site does it, a bookmark, a reload, and a tab that is restored. */
  @Test
  void however_one_comes_by_an_address_it_shows_the_door_and_opens_nothing() {
    Person bob = stage.person("Bob").enters(stage.room());
    Person ada = stage.visitor("Ada").granting("camera", "microphone").comes();
    ada.opens("check").asks("localStorage.setItem('noom.name', 'Ada')");
    ada.asks("link => { location = link }", Person.linkTo(stage.room()));
    ada.isAtTheDoorOf(stage.room());
    assertEquals(List.of(), ada.asks("observed.happened"));
    ada.page().reload();
    ada.isAtTheDoorOf(stage.room());
    assertThat(ada.page().locator("input[name=name]")).hasValue("Ada");
    assertThat(ada.page()).hasTitle(Words.ENGLISH.get("title.room", "room", stage.room()));
    // Who had entered beside this would have come before Carl.
    Person carl = stage.person("Carl").enters(stage.room());
    bob.sees(carl);
    bob.seesNobodyBut(carl);
    assertEquals(List.of(), ada.asks("observed.happened"));
    assertEquals(List.of(), ada.wire().types());

    ada.page().keyboard().press("Enter");
    ada.isInTheCall();
    bob.sees(ada);
    assertEquals(List.of("media", "join"), ada.asks("observed.happened.slice(0, 2)"));
  }

  /** Another page has asked to hold the key, and then sent the browser here. */
  @Test
  void a_key_that_is_held_down_is_no_press() {
    Person ada = stage.person("Ada").opens("check");
    ada.page().keyboard().down("Enter");
    ada.opens(Person.linkTo(stage.room())).isAtTheDoorOf(stage.room());
    for (int i = 0; i < 3; i++) {
      ada.page().keyboard().down("Enter");
    }
    ada.page().keyboard().up("Enter");
    ada.isAtTheDoorOf(stage.room());
    assertEquals(List.of(), ada.asks("observed.happened"));
    ada.page().keyboard().press("Enter");
    ada.isInTheCall();
  }

  /** An override of the writing direction would turn the words of the page around. */
  @Test
  void an_address_that_names_no_room_is_refused_at_the_door_and_not_shown_large() {
    Person ada = stage.person("Ada").opens(Person.linkTo("payroll\u202Egnp.exe"));
    assertThat(ada.page().locator(".entry-error"))
        .hasText(
            Words.ENGLISH.get(
                "notice.bad-room-character", "character", "U+202E RIGHT-TO-LEFT OVERRIDE"));
    assertThat(ada.page().locator("#entry-title")).hasText(Words.ENGLISH.get("entry.title"));
    assertThat(ada.page()).hasTitle(Words.ENGLISH.get("title.home"));
    assertThat(ada.page().locator("input[name=room]")).isFocused();
    ada.presses("Enter");
    assertEquals(List.of(), ada.asks("observed.happened"));
  }

  /** As browsers do it where a page changes its address too often. */
  @Test
  void a_browser_that_does_not_show_the_address_lets_in_and_out_all_the_same() {
    Person ada = stage.person("Ada").opens("");
    ada.complaints().expect("The browser does not show the address");
    ada.asks("void (history.pushState = () => { throw new DOMException('', 'SecurityError'); })");
    ada.writes(stage.room());
    ada.presses("Enter");
    ada.isInTheCall();
    ada.leaves();
    ada.hasReleasedEverything();
    assertThat(ada.button("Enter")).isEnabled();
  }

  @Test
  void back_to_a_room_shows_its_door_and_closes_the_call_of_another() {
    String other = stage.room() + " b";
    Person bob = stage.person("Bob").enters(stage.room());
    Person ada = stage.person("Ada").enters(stage.room());
    bob.sees(ada);
    ada.leaves();
    ada.writes(other);
    ada.presses("Enter");
    ada.isInTheCall();
    ada.page().goBack();
    ada.page().goBack();
    ada.isAtTheDoorOf(stage.room());
    ada.hasReleasedEverything();
    bob.seesNobodyBut();
    ada.presses("Enter");
    ada.isInTheCall();
    bob.sees(ada);
  }

  @Test
  void who_was_muted_with_the_camera_off_comes_back_so() {
    Person bob = stage.person("Bob").enters(stage.room());
    Person ada = stage.person("Ada").enters(stage.room());
    ada.mutes();
    ada.turnsCameraOff();
    ada.page().reload();
    ada.isAtTheDoorOf(stage.room());
    assertThat(ada.page().getByText(Words.ENGLISH.get("entry.devices-both-off"))).isVisible();
    ada.presses("Enter");
    ada.isInTheCall();
    assertThat(ada.button("Unmute")).isVisible();
    assertThat(ada.button("Camera on")).isVisible();
    bob.seesOnlyTheNameOf(ada);
    bob.hearsNothingOf(ada);
    // The camera's light has not even blinked.
    assertEquals(List.of("audio"), ada.asks("observed.opened.map(track => track.kind)"));
    ada.unmutes();
    ada.turnsCameraOn();
    bob.sees(ada);
    bob.hears(ada);
    ada.page().reload();
    ada.isAtTheDoorOf(stage.room());
    assertThat(ada.page().getByText(Words.ENGLISH.get("entry.devices"))).isVisible();
    ada.presses("Enter");
    bob.sees(ada);
  }

  @ParameterizedTest
  @ValueSource(strings = {"blocked", "null", "full", "broken"})
  void a_browser_that_keeps_nothing_enters_as_any_other(String how) {
    Person ada = stage.visitor("Ada").keepingNothing(how).comes().enters(stage.room());
    ada.mutes();
    ada.turnsCameraOff();
    ada.page().reload();
    ada.isAtTheDoorOf(stage.room());
    assertThat(ada.page().locator("input[name=name]")).hasValue("");
    ada.presses("Enter");
    ada.isInTheCall();
    assertThat(ada.ownTile()).hasAttribute("data-picture", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'x'.repeat(4_000_000)", "'A\\u0000da'", "'x'.repeat(65)"})
  void a_stored_name_that_cannot_be_one_hurts_nobody(String name) {
    Person ada = stage.person("Ada").opens("check");
    ada.asks("localStorage.setItem('noom.name', " + name + ")");
    ada.opens(Person.linkTo(stage.room())).isAtTheDoorOf(stage.room());
    assertThat(ada.page().locator("input[name=name]")).hasValue("");
    ada.presses("Enter");
    ada.isInTheCall();
  }

  @ParameterizedTest
  @CsvSource({
    "connections, webrtc-off",
    "working connections, webrtc-off",
    "transceivers, webrtc-off",
    "streams, webrtc-off",
    "WebSocket, websocket-off"
  })
  void what_calls_need_and_the_browser_lacks_is_said_before_anybody_enters(
      String what, String code) {
    Person ada = stage.visitor("Ada").lacking(what).comes().opens(Person.linkTo(stage.room()));
    String sentence = Words.ENGLISH.get("notice." + code);
    assertThat(ada.page().locator(".entry-error")).hasText(sentence);
    ada.presses("Enter");
    assertThat(ada.page().locator(".entry-error")).hasText(sentence);
    assertThat(ada.page().locator("#call")).isHidden();
    assertEquals(List.of(), ada.asks("observed.happened"));

    ada.opens("check").page().locator("#start").click();
    assertThat(ada.page().getByText(Words.ENGLISH.get("check.user." + code)).first()).isVisible();
    assertThat(ada.page().locator("#progress")).hasText(Words.ENGLISH.get("check.result.problem"));
  }

  @Test
  void devices_that_never_answer_are_waited_for_until_it_is_cancelled() {
    Person ada = stage.visitor("Ada").running("slow-camera.js").comes();
    ada.opens(Person.linkTo(stage.room())).isAtTheDoorOf(stage.room());
    ada.presses("Enter");
    ada.waitsFor(Words.ENGLISH.get("entry.opening"));
    ada.presses("Cancel");
    ada.isAtTheDoorOf(stage.room());
    ada.presses("Enter");
    ada.waitsFor(Words.ENGLISH.get("entry.opening"));
    ada.page().keyboard().press("Escape");
    assertThat(ada.button("Enter")).isEnabled();
    assertEquals(List.of(), ada.wire().types());
    ada.asks("openTheCamera()");
    ada.until("() => observed.opened.length === 4", null);
    ada.hasReleasedEverything();
    ada.presses("Enter");
    ada.isInTheCall();
    assertEquals(List.of("join"), ada.wire().types().stream().filter("join"::equals).toList());
  }

  @Test
  void a_server_that_is_away_is_waited_for_until_it_is_back_or_it_is_cancelled()
      throws IOException {
    try (CuttingProxy network = CuttingProxy.to(stage.noom().port())) {
      Person ada = stage.visitor("Ada").at(network.url()).comes().opens("");
      ada.missesTheServer();
      network.block();
      ada.writes(stage.room());
      ada.presses("Enter");
      ada.waitsFor(Words.ENGLISH.get("entry.server-away"));
      ada.presses("Cancel");
      assertThat(ada.button("Enter")).isFocused();
      assertThat(ada.button("New room")).isVisible();
      ada.hasReleasedEverything();

      ada.presses("Enter");
      ada.waitsFor(Words.ENGLISH.get("entry.server-away"));
      network.mend();
      ada.isInTheCall();
      ada.isToldNothing();
    }
  }

  @Test
  void a_server_that_does_not_answer_the_join_can_be_cancelled() throws IOException {
    try (CuttingProxy network = CuttingProxy.to(stage.noom().port())) {
      Person ada = stage.visitor("Ada").at(network.url()).comes().opens("");
      network.silenceBefore("joined");
      ada.writes(stage.room());
      ada.presses("Enter");
      ada.waitsFor(Words.ENGLISH.get("entry.joining"));
      ada.page().keyboard().press("Escape");
      assertThat(ada.button("Enter")).isEnabled();
      ada.hasReleasedEverything();
    }
  }

  @ParameterizedTest
  @CsvSource({"320, 568", "390, 844", "844, 390", "1280, 720"})
  void nothing_moves_while_somebody_enters(int width, int height) {
    for (String language : List.of("en-GB", "ko-KR")) {
      Words words = language.startsWith("ko") ? Words.KOREAN : Words.ENGLISH;
      Person ada =
          stage
              .visitor("Ada " + language)
              .sized(width, height)
              .speaking(language)
              .running("slow-camera.js")
              .running("still.js")
              .comes()
              .opens("");
      ada.writes(stage.room());
      Object before = ada.asks("still.places()");
      ada.page().locator("input[name=name]").press("Enter");
      assertThat(ada.page().locator("form .primary")).isDisabled();
      assertEquals(before, ada.asks("still.places()"), language);
      ada.page().keyboard().press("Escape");
      assertEquals(
          List.of(), ada.asks("words => still.movedBy(JSON.parse(words))", words.all()), language);
      assertEquals(before, ada.asks("still.places()"), language);
    }
  }
}
