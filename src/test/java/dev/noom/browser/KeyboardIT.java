package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A whole meeting without a mouse, and one always sees where one is. */
class KeyboardIT {
  private static final String MORE = Words.ENGLISH.get("controls.more");

  @RegisterExtension final Stage stage = new Stage();

  @Test
  void everything_can_be_done_with_the_keyboard_alone() {
    Person bob = stage.person("Bob").enters(stage.room());
    Person ada = stage.visitor("Ada").bringingAxe().comes().opens("");
    Keyboard keys = ada.page().keyboard();
    assertThat(ada.page().locator("input[name=room]")).isFocused();
    keys.type(stage.room());
    keys.press("Tab");
    keys.type("Ada");
    keys.press("Enter");
    ada.isInTheCall();
    bob.sees(ada);

    isAt(ada.button("Mute"));
    keys.press("Space");
    isAt(ada.button("Unmute"));
    assertThat(bob.tile(ada).locator(".tile-muted")).isVisible();
    keys.press("Enter");
    assertThat(bob.tile(ada).locator(".tile-muted")).isHidden();

    keys.press("ArrowRight");
    isAt(ada.button("Camera off"));
    keys.press("Enter");
    bob.seesOnlyTheNameOf(ada);
    isAt(ada.button("Camera on"));
    keys.press("Enter");
    bob.sees(ada);

    keys.press("Tab");
    assertThat(ada.cameras()).isFocused();
    Object first = ada.cameras().inputValue();
    keys.press("End");
    ada.until("first => observed.cameraTo('Bob') !== first", first);
    bob.sees(ada);
    usesTheMenu(ada, keys);
    usesThePlaceAtTheSide(ada, keys);

    keys.press("ArrowRight");
    keys.press("ArrowRight");
    isAt(ada.button("Leave"));
    keys.press("Enter");
    assertThat(ada.page().locator("input[name=room]")).isFocused();
    bob.seesNobodyBut();
  }

  private static void usesTheMenu(Person ada, Keyboard keys) {
    walksTo(ada.button(MORE), keys, "Tab");
    assertThat(ada.button(MORE)).hasAttribute("aria-expanded", "false");
    keys.press("Enter");
    Locator items = ada.page().locator(".more-list button:visible");
    isAt(items.first());
    assertEquals(List.of(), ada.asks(ForEverybodyIT.VIOLATIONS), "the menu");
    keys.press("ArrowUp");
    isAt(items.last());
    keys.press("Escape");
    isAt(ada.button(MORE));
    assertThat(items).hasCount(0);
    keys.press("Space");
    walksTo(ada.button(Words.ENGLISH.get("shortcuts.open")), keys, "ArrowDown");
    keys.press("Enter");
    Locator overview = ada.page().locator("dialog");
    assertThat(overview).isVisible();
    isAt(overview.locator("button").first());
    keys.press("Escape");
    assertThat(overview).isHidden();
    isAt(ada.button(MORE));
  }

  /** With a panel of a feature that could be. */
  private static void usesThePlaceAtTheSide(Person ada, Keyboard keys) {
    ada.asks(
        """
        {
          const button = document.createElement('button');
          button.className = 'control';
          button.textContent = 'Notes';
          const content = document.createElement('div');
          const input = document.createElement('input');
          input.autofocus = true;
          input.ariaLabel = 'A note';
          content.append(input);
          const controls = document.querySelector('call-controls');
          controls.addMore(button);
          document.querySelector('side-panels').add({ name: 'notes', title: 'shortcuts.title', content, button });
        }
        """);
    keys.press("Enter");
    keys.press("End");
    isAt(ada.button("Notes"));
    keys.press("Enter");
    Locator panel = ada.page().locator(".side-panel:visible");
    isAt(panel.locator("input"));
    keys.type("mv?");
    assertThat(panel.locator("input")).hasValue("mv?");
    assertThat(ada.button("Mute")).isVisible();
    assertEquals(List.of(), ada.asks(ForEverybodyIT.VIOLATIONS), "the side");
    keys.press("Escape");
    assertThat(panel).hasCount(0);
    isAt(ada.button(MORE));
  }

  private static void walksTo(Locator button, Keyboard keys, String step) {
    for (int stops = 0; stops < 30 && !isFocused(button); stops++) {
      keys.press(step);
    }
    isAt(button);
  }

  private static boolean isFocused(Locator element) {
    return (boolean) element.evaluate("each => each === document.activeElement");
  }

  /** It has the focus, and that is seen. */
  private static void isAt(Locator element) {
    assertThat(element).isFocused();
    assertEquals(
        "solid", element.evaluate("each => getComputedStyle(each).outlineStyle"), "an outline");
  }
}
