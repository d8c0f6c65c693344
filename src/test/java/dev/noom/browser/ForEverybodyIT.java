package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * In one's own language, by keyboard alone, and as Axe judges it for those who see or hear less.
 */
class ForEverybodyIT {
  static final String VIOLATIONS =
      """
      async () => (await axe.run()).violations.map(({ id, help, nodes }) =>
        `${id}: ${help}: ${nodes.map(({ html, any }) => html + ' ' + any.map(each => each.message)).join('; ')}`)
      """;

  @RegisterExtension final Stage stage = new Stage();

  @Test
  void korean_people_read_korean() {
    Person mina = stage.visitor("민아").speaking("ko-KR").comes().opens("");
    assertThat(mina.page().locator("html")).hasAttribute("lang", "ko");
    assertThat(mina.page().locator("h1").getByText(korean("entry.title"))).isVisible();
    mina.writes(stage.room());
    mina.presses(korean("entry.enter"));
    mina.isInTheCall();
    assertThat(mina.button(korean("controls.mute"))).isVisible();
    assertThat(mina.button(korean("controls.leave"))).isVisible();
    assertThat(mina.page().getByText(korean("call.alone"))).isVisible();

    Person ada = stage.person("Ada").enters(stage.room());
    ada.sees(mina);
    assertThat(ada.page().locator("html")).hasAttribute("lang", "en");
    mina.presses(korean("controls.leave"));
    assertThat(mina.button(korean("entry.enter"))).isVisible();
  }

  @Test
  void everybody_else_reads_english() {
    Person jean = stage.visitor("Jean").speaking("fr-FR").comes().opens("");
    assertThat(jean.page().locator("html")).hasAttribute("lang", "en");
    assertThat(jean.button("Enter")).isVisible();
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void axe_finds_nothing_at_home_or_in_a_call(ColorScheme scheme) {
    Person ada = stage.visitor("Ada").liking(scheme).bringingAxe().comes().opens("");
    assertThat(ada.button("Enter")).isVisible();
    assertEquals(List.of(), ada.asks(VIOLATIONS));
    ada.enters(stage.room());
    ada.until("() => observed.shows('You')", null);
    assertEquals(List.of(), ada.asks(VIOLATIONS), "alone");
    Person bob = stage.visitor("Bob").running("no-microphone.js").comes();
    bob.enters(stage.room()).turnsCameraOff();
    ada.seesOnlyTheNameOf(bob);
    Person carl = stage.visitor("Carl").running("screen.js").comes();
    carl.enters(stage.room());
    ada.sees(carl);
    assertEquals(List.of(), ada.asks(VIOLATIONS), "with others");
    ada.presses(Words.ENGLISH.get("chat.button"));
    ada.page().keyboard().type("see https://noom.test/");
    ada.page().keyboard().press("Enter");
    assertThat(ada.page().locator(".chat-line[data-state=said] a")).isVisible();
    assertEquals(List.of(), ada.asks(VIOLATIONS), "with the chat");
    carl.presses(Words.ENGLISH.get("screen.share"));
    assertThat(ada.page().locator("screen-tile[data-picture]")).isVisible();
    assertEquals(List.of(), ada.asks(VIOLATIONS), "with a screen");
    ada.presses(Words.ENGLISH.get("controls.more"));
    ada.presses(Words.ENGLISH.get("line.title"));
    ada.page().getByRole(AriaRole.CHECKBOX).check();
    assertThat(ada.tile(carl).locator(".line-badge")).isVisible();
    assertEquals(List.of(), ada.asks(VIOLATIONS), "connection");
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void axe_finds_nothing_at_the_door_of_a_room(ColorScheme scheme) {
    Person ada =
        stage.visitor("Ada").liking(scheme).running("slow-camera.js").bringingAxe().comes();
    ada.opens(Person.linkTo(stage.room())).isAtTheDoorOf(stage.room());
    assertEquals(List.of(), ada.asks(VIOLATIONS), "by a link");
    ada.presses("Enter");
    ada.waitsFor(Words.ENGLISH.get("entry.opening"));
    assertEquals(List.of(), ada.asks(VIOLATIONS), "waiting");
    ada.page().keyboard().press("Escape");
    ada.asks("document.querySelector('entry-form').error = 'A mistake.'");
    assertThat(ada.page().getByRole(AriaRole.ALERT).getByText("A mistake.")).isVisible();
    assertEquals(List.of(), ada.asks(VIOLATIONS), "refused");
  }

  @Test
  void axe_finds_nothing_where_a_notice_is_shown() {
    Person ada = stage.visitor("Ada").with(Chromium.DENYING).withWindow().bringingAxe().comes();
    ada.enters(stage.room()).isTold(Words.ENGLISH.get("notice.permission-denied"));
    assertEquals(List.of(), ada.asks(VIOLATIONS));
  }

  @Test
  void m_and_v_switch_microphone_and_camera_but_not_while_writing() {
    Person ada = stage.person("Ada").opens("");
    Keyboard keys = ada.page().keyboard();
    keys.type("mv " + stage.room());
    assertThat(ada.page().locator("input[name=room]")).hasValue("mv " + stage.room());
    keys.press("Enter");
    ada.isInTheCall();
    hasKey(ada.button("Mute"), "m");
    keys.press("m");
    assertThat(ada.button("Unmute")).isVisible();
    keys.press("v");
    assertThat(ada.button("Camera on")).isVisible();
    keys.press("Control+m");
    assertThat(ada.button("Unmute")).isVisible();
    keys.press("v");
    assertThat(ada.button("Camera off")).hasAttribute("aria-busy", "false");
    keys.press("m");
    assertThat(ada.button("Mute")).isVisible();
  }

  @Test
  void who_comes_and_goes_is_said_to_a_screen_reader() {
    Person ada = stage.person("Ada").enters(stage.room());
    isSaid(ada, Words.ENGLISH.get("arrivals.entered.one"));
    Person bob = stage.person("Bob").enters(stage.room());
    isSaid(bob, Words.ENGLISH.get("arrivals.entered", "count", "2"));
    isSaid(ada, Words.ENGLISH.get("arrivals.joined", "name", "Bob"));
    assertThat(ada.page().locator("live-region")).hasAttribute("role", "status");
    ada.sees(bob);
    bob.leaves();
    isSaid(ada, Words.ENGLISH.get("arrivals.left", "name", "Bob"));
    isSaid(bob, "");
  }

  private static void isSaid(Person listener, String sentence) {
    assertThat(listener.page().locator("live-region")).hasText(sentence);
  }

  @Test
  void keys_are_listed_can_be_changed_and_switched_off_and_stay_so() {
    Person ada = stage.visitor("Ada").bringingAxe().comes().enters(stage.room());
    Keyboard keys = ada.page().keyboard();
    hasKey(ada.button("Mute"), "m");
    for (String combination : List.of("Control+m", "Alt+m", "Meta+m", "Shift+M")) {
      keys.press(combination);
    }
    keys.down("m");
    keys.down("m"); // as a key that is held says again and again
    keys.up("m");
    assertThat(ada.button("Unmute")).hasAttribute("title", "Unmute (M)");

    keys.press("?");
    Locator overview = ada.page().getByRole(AriaRole.DIALOG);
    assertThat(overview).hasAccessibleName(Words.ENGLISH.get("shortcuts.title"));
    assertThat(overview).containsText("Camera off");
    assertEquals(List.of(), ada.asks(VIOLATIONS), "the overview");
    ada.isPictured("keys");
    keys.press("v"); // in a dialog it is no key of the call
    Locator status = overview.getByRole(AriaRole.STATUS);
    overview.getByTitle("Unmute: M").click();
    assertThat(status).hasText(Words.ENGLISH.get("shortcuts.press"));
    keys.press("v");
    assertThat(status).containsText("Camera off");
    keys.press("u");
    assertThat(overview.getByTitle("Unmute: U")).isFocused();
    keys.press("Escape");
    assertThat(overview).isHidden();
    keys.press("m");
    keys.press("u");
    assertThat(ada.button("Mute")).isVisible();

    keys.press("?");
    Locator shortcuts = overview.getByRole(AriaRole.SWITCH);
    assertThat(shortcuts).hasAttribute("aria-checked", "true");
    shortcuts.focus();
    keys.press("Space");
    assertThat(shortcuts).hasAttribute("aria-checked", "false");
    keys.press("Escape");
    isDeafToKeys(ada);
    ada.page().reload();
    if (ada.page().locator("#call").isHidden()) {
      ada.presses("Enter");
    }
    ada.isInTheCall();
    ada.presses(Words.ENGLISH.get("controls.more"));
    isDeafToKeys(ada);
    ada.presses(Words.ENGLISH.get("shortcuts.open"));
    shortcuts.click();
    ada.presses(Words.ENGLISH.get("shortcuts.reset"));
    keys.press("Escape");
    keys.press("m");
    assertThat(ada.button("Unmute")).isVisible();
  }

  @Test
  void who_is_muted_speaks_while_the_space_bar_is_held() {
    Person ada = stage.person("Ada").enters(stage.room());
    Person bob = stage.person("Bob").enters(stage.room());
    Keyboard keys = ada.page().keyboard();
    hasKey(ada.button("Mute"), "m");
    keys.press("m");
    assertThat(bob.tile(ada).locator(".tile-muted")).isVisible();
    // A press of the bar is the focused button's own.
    ada.asks("document.activeElement.blur()");
    keys.down("Space");
    keys.down("Space");
    assertThat(bob.tile(ada).locator(".tile-muted")).isHidden();
    bob.hears(ada);
    keys.up("Space");
    assertThat(bob.tile(ada).locator(".tile-muted")).isVisible();
    ada.button("Unmute").focus();
    keys.press("Space");
    assertThat(bob.tile(ada).locator(".tile-muted")).isHidden();
  }

  /** The keys are there as soon as a call has begun, and not at the door. */
  private static void hasKey(Locator button, String key) {
    assertThat(button).hasAttribute("aria-keyshortcuts", key);
  }

  private static void isDeafToKeys(Person person) {
    person.page().keyboard().press("m");
    person.page().keyboard().press("u");
    person.page().keyboard().press("v");
    assertThat(person.button("Mute")).isVisible();
    assertThat(person.button("Camera off")).isVisible();
    assertThat(person.page().locator("[aria-keyshortcuts]")).hasCount(0);
  }

  @Test
  void the_focus_goes_to_a_neighbour_when_what_has_it_goes() {
    Person ada = stage.person("Ada").opens("");
    Keyboard keys = ada.page().keyboard();
    notice(ada, "door");
    ada.page().locator(".notice-dismiss").focus();
    keys.press("Enter");
    assertThat(ada.button("Enter")).isFocused();

    ada.enters(stage.room());
    notice(ada, "first");
    notice(ada, "second");
    Locator dismiss = ada.page().locator(".notice-dismiss");
    dismiss.first().focus();
    keys.press("Enter");
    assertThat(dismiss).hasCount(1);
    assertThat(dismiss).isFocused();
    keys.press("Enter");
    assertThat(ada.button("Mute")).isFocused();

    // The buttons on tiles come when the call has begun. Before them, the toolbar is the neighbour.
    ada.until("() => document.querySelector('tile-grid .tile-tool') !== null", null);
    Locator seat = ada.page().locator(".seat button");
    seat.focus();
    Person bob = stage.person("Bob").enters(stage.room());
    ada.sees(bob);
    Locator amongTheTiles = ada.page().locator("tile-grid :focus");
    assertThat(amongTheTiles).hasCount(1);

    ada.tile(bob).evaluate("tile => { tile.trouble = 'no-picture'; }");
    ada.tile(bob).locator(".tile-report").focus();
    bob.leaves();
    assertThat(amongTheTiles).hasCount(1);

    notice(ada, "last");
    dismiss.last().focus();
    ada.asks("document.querySelector('call-controls').dispatchEvent(new Event('leave'))");
    assertThat(ada.page().locator("#call")).isHidden();
    assertThat(ada.page().locator("entry-form :focus")).hasCount(1);
  }

  /** As main.js would show it. */
  private static void notice(Person person, String text) {
    person.asks(
        "text => document.querySelector('notice-list').show({ key: text, text, tone: 'info' })",
        text);
  }

  @Test
  void a_long_name_can_be_read_in_full() {
    String name = "Wilhelmina Alexandra Featherstonehaugh-Cholmondeley";
    Person ada = stage.person("Ada").enters(stage.room());
    Person long52 = stage.person(name).enters(stage.room());
    ada.sees(long52);
    assertThat(ada.tile(long52).locator(".tile-name")).hasAttribute("title", name);
    assertThat(ada.tile(long52)).hasAccessibleName(name);
    assertThat(long52.page().locator("video-tile[data-self]"))
        .hasAccessibleName(Words.ENGLISH.get("tile.you-named", "name", name));
  }

  @Test
  void initials_are_whole_characters() {
    Person ada = stage.person("Ada").enters(stage.room());
    Person kim =
        stage
            .visitor("\ud83c\uddf0\ud83c\uddf7 Kim")
            .with(Chromium.NO_CAMERA)
            .comes()
            .enters(stage.room());
    assertThat(ada.tile(kim).locator(".avatar")).hasText("\ud83c\uddf0\ud83c\uddf7K");
  }

  private static String korean(String key) {
    return Words.KOREAN.get(key);
  }
}
