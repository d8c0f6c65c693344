package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Keyboard;
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
  private static final String VIOLATIONS =
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
    Person carl = stage.person("Carl").enters(stage.room());
    ada.sees(carl);
    assertEquals(List.of(), ada.asks(VIOLATIONS), "with others");
  }

  @Test
  void axe_finds_nothing_where_a_notice_is_shown() {
    Person ada = stage.visitor("Ada").with(Chromium.DENYING).bringingAxe().comes();
    ada.enters(stage.room()).isTold(Words.ENGLISH.get("notice.permission-denied"));
    assertEquals(List.of(), ada.asks(VIOLATIONS));
  }

  @Test
  void everything_can_be_done_with_the_keyboard_alone() {
    Person bob = stage.person("Bob").enters(stage.room());
    Person ada = stage.person("Ada").opens("");
    Keyboard keys = ada.page().keyboard();
    assertThat(ada.page().locator("input[name=room]")).isFocused();
    keys.type(stage.room());
    keys.press("Tab");
    keys.type("Ada");
    keys.press("Enter");
    ada.isInTheCall();
    bob.sees(ada);

    assertThat(ada.button("Mute")).isFocused();
    keys.press("Space");
    assertThat(ada.button("Unmute")).isFocused();
    assertThat(bob.tile(ada).locator(".tile-muted")).isVisible();
    keys.press("Enter");
    assertThat(bob.tile(ada).locator(".tile-muted")).isHidden();

    keys.press("ArrowRight");
    assertThat(ada.button("Camera off")).isFocused();
    keys.press("Enter");
    bob.seesOnlyTheNameOf(ada);
    assertThat(ada.button("Camera on")).isFocused();
    keys.press("Enter");
    bob.sees(ada);

    keys.press("Tab");
    assertThat(ada.cameras()).isFocused();
    Object first = ada.cameras().inputValue();
    keys.press("End");
    ada.until("first => observed.cameraTo('Bob') !== first", first);
    bob.sees(ada);

    keys.press("Shift+Tab");
    keys.press("ArrowLeft");
    keys.press("ArrowLeft");
    assertThat(ada.button("Leave")).isFocused();
    keys.press("Enter");
    assertThat(ada.page().locator("input[name=room]")).isFocused();
    bob.seesNobodyBut();
  }

  @Test
  void m_and_v_switch_microphone_and_camera_but_not_while_writing() {
    Person ada = stage.person("Ada").opens("");
    Keyboard keys = ada.page().keyboard();
    keys.type("mv " + stage.room());
    assertThat(ada.page().locator("input[name=room]")).hasValue("mv " + stage.room());
    keys.press("Enter");
    ada.isInTheCall();
    keys.press("m");
    assertThat(ada.button("Unmute")).isVisible();
    keys.press("v");
    assertThat(ada.button("Camera on")).isVisible();
    keys.press("Control+m");
    assertThat(ada.button("Unmute")).isVisible();
    keys.press("v");
    assertThat(ada.button("Camera off")).hasAttribute("aria-disabled", "false");
    keys.press("m");
    assertThat(ada.button("Mute")).isVisible();
  }

  private static String korean(String key) {
    return Words.KOREAN.get(key);
  }
}
