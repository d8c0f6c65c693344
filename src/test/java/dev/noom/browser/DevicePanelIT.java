package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Another microphone, loudspeaker or camera in the middle of a call. */
class DevicePanelIT {
  private static final String SENT_SOUND =
      "observed.connectionTo('Bob').getSenders().find(({ track }) => track?.kind === 'audio').track.getSettings()";

  @RegisterExtension final Stage stage = new Stage();

  @Test
  void devices_are_changed_in_the_call_without_a_negotiation_and_at_the_next_visit() {
    Person bob = stage.person("Bob").enters(stage.room());
    Person ada = stage.visitor("Ada").withWindow().running("devices.js").bringingAxe().comes();
    ada.enters(stage.room());
    bob.hears(ada);
    opensThePanel(ada);
    assertEquals(List.of(), ada.asks(ForEverybodyIT.VIOLATIONS));
    final long negotiations = ada.wire().negotiations();

    Object microphone = chooses(ada, "microphone", 2);
    ada.until("id => " + SENT_SOUND + ".deviceId === id", microphone);
    bob.hears(ada);
    ada.page()
        .getByRole(AriaRole.SWITCH)
        .and(ada.page().getByLabel(Words.ENGLISH.get("devices.echoCancellation")))
        .click();
    ada.until("() => " + SENT_SOUND + ".echoCancellation === false", null);
    ada.until("id => " + SENT_SOUND + ".deviceId === id", microphone);
    bob.hears(ada);
    Object speaker = chooses(ada, "speaker", 1);
    ada.until("id => observed.video('Bob').sinkId === id", speaker);
    ada.hears(bob);

    // As it is when somebody connects a headset.
    ada.asks("id => devices.unplug('audio', id)", other(ada));
    assertThat(list(ada, "microphone").locator("option")).hasCount(2);
    Object plugged = ada.asks("devices.plugIn()");
    ada.presses(Words.ENGLISH.get("devices.use"));
    ada.until("id => " + SENT_SOUND + ".deviceId === id", plugged);
    assertEquals(negotiations, ada.wire().negotiations());

    Person carl = stage.person("Carl").enters(stage.room());
    ada.sees(carl);
    ada.until("id => observed.video('Carl').sinkId === id", speaker);

    ada.page().reload();
    ada.isAtTheDoorOf(stage.room());
    ada.presses("Enter");
    ada.isInTheCall();
    bob.hears(ada);
    ada.until("id => " + SENT_SOUND + ".deviceId === id", plugged);
    ada.until("() => " + SENT_SOUND + ".echoCancellation === false", null);
    ada.until("id => observed.video('Bob').sinkId === id", speaker);
  }

  private static void opensThePanel(Person person) {
    person.presses(Words.ENGLISH.get("controls.more"));
    person.presses(Words.ENGLISH.get("devices.title"));
    assertThat(list(person, "microphone")).isVisible();
  }

  /** Chooses a device by its place in the list, and returns its id. */
  private static Object chooses(Person person, String kind, int index) {
    list(person, kind).selectOption(new SelectOption().setIndex(index));
    return list(person, kind).inputValue();
  }

  /** A microphone that is not in use and has a name of its own. */
  private static Object other(Person person) {
    return person.asks(
        "[...document.querySelectorAll('[name=devices-microphone] option')]"
            + ".find(each => !each.selected && each.value !== 'default').value");
  }

  private static Locator list(Person person, String kind) {
    return person.page().locator("select[name=devices-" + kind + "]");
  }
}
