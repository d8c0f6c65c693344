package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The link of a room, for others and for one's own phone. */
class InviteIT {
  @RegisterExtension final Stage stage = new Stage();

  @Test
  void at_the_door_the_room_that_is_typed_has_a_link_and_a_code() throws Exception {
    String room = stage.room() + " 회의 & 50%";
    Person ada =
        stage
            .visitor("Ada")
            .liking(ColorScheme.DARK)
            .granting("clipboard-read", "clipboard-write")
            .bringingAxe()
            .comes()
            .opens("");
    Locator copy = ada.button(Words.ENGLISH.get("controls.copy-link"));
    Locator code = ada.button(Words.ENGLISH.get("entry.code"));
    assertThat(copy).isHidden();
    ada.page().locator("input[name=room]").fill("no/room");
    assertThat(code).isHidden();
    ada.writes(room);
    String link = stage.noom().url() + Person.linkTo(room);
    copy.click();
    ada.isTold(Words.ENGLISH.get("notice.link-copied"));
    assertEquals(link, ada.asks("navigator.clipboard.readText()"));

    code.focus();
    ada.page().keyboard().press("Enter");
    assertEquals(link, read(ada));
    assertThat(ada.page().locator(".invite-link")).hasText(link);
    assertThat(ada.page().getByText(Words.ENGLISH.get("invite.own-computer"))).isVisible();
    assertEquals(List.of(), ada.asks(ForEverybodyIT.VIOLATIONS));
    ada.isPictured("invite at the door");
    ada.asks("navigator.clipboard.writeText('')");
    ada.page().keyboard().press("Enter");
    assertThat(ada.page().locator("dialog [role=status]"))
        .hasText(Words.ENGLISH.get("notice.link-copied"));
    assertEquals(link, ada.asks("navigator.clipboard.readText()"));
    ada.page().keyboard().press("Escape");
    assertThat(code).isFocused();
    ada.presses("Enter");
    ada.isInTheCall();
    assertEquals(link, ada.page().url());
  }

  @Test
  void in_a_call_the_code_is_in_the_menu() throws Exception {
    Person ada = stage.visitor("Ada").sized(320, 568).bringingAxe().comes().enters(stage.room());
    ada.presses(Words.ENGLISH.get("controls.more"));
    ada.presses(Words.ENGLISH.get("invite.open"));
    assertEquals(ada.page().url(), read(ada));
    assertEquals(List.of(), ada.asks(ForEverybodyIT.VIOLATIONS));
    ada.isPictured("invite on a small phone");
    ada.page().keyboard().press("Escape");
    assertThat(ada.button(Words.ENGLISH.get("controls.more"))).isFocused();
    ada.presses(Words.ENGLISH.get("controls.more"));
    ada.presses(Words.ENGLISH.get("invite.open"));
    ada.page().goBack();
    assertThat(ada.page().locator("#call")).isHidden();
    assertThat(ada.page().locator("dialog.invite")).isHidden();
  }

  /** It would hide that they are seen and heard. */
  @Test
  void a_code_that_comes_late_does_not_open_over_the_call() {
    Person ada = stage.visitor("Ada").comes().opens("");
    AtomicReference<Route> slow = new AtomicReference<>();
    ada.page().route(url -> url.endsWith("/js/at-the-door.js"), slow::set);
    ada.writes(stage.room());
    ada.presses(Words.ENGLISH.get("entry.code"));
    ada.presses("Enter");
    ada.isInTheCall();
    slow.get().resume();
    // It is the same module, so it has come when this has.
    ada.asks("url => import(url)", slow.get().request().url());
    assertThat(ada.page().locator("invite-dialog")).hasCount(0);
  }

  @Test
  void the_language_is_chosen_at_the_door_and_kept_and_nothing_that_was_typed_is_lost() {
    Person ada =
        stage.visitor("Ada").sized(390, 844).granting("camera", "microphone").comes().opens("");
    ada.writes(stage.room());
    ada.isPictured("the door on a phone");
    ada.presses(Words.ENGLISH.get("entry.preview"));
    assertThat(ada.button(Words.ENGLISH.get("green-room.close"))).isVisible();
    Locator language = ada.page().locator("header select");
    assertThat(language).hasAccessibleName(Words.ENGLISH.get("language.label"));
    assertThat(language).hasValue("en");
    language.selectOption("ko");
    assertThat(ada.page().locator("html")).hasAttribute("lang", "ko");
    assertThat(ada.button(Words.KOREAN.get("entry.enter"))).isVisible();
    assertThat(ada.button(Words.KOREAN.get("green-room.test-sound"))).isVisible();
    assertThat(language).hasAccessibleName(Words.KOREAN.get("language.label"));
    assertThat(ada.page().locator("input[name=room]")).hasValue(stage.room());
    ada.isPictured("the door in Korean");
    ada.page().reload();
    assertThat(ada.button(Words.KOREAN.get("entry.enter"))).isVisible();
    assertThat(language).hasValue("ko");
    ada.writes(stage.room());
    ada.presses(Words.KOREAN.get("entry.enter"));
    ada.isInTheCall();
    assertThat(language).isHidden();
  }

  /** As the camera of a phone does it. */
  private static String read(Person person) throws IOException, ReaderException {
    Locator code = person.page().locator(".invite-code svg");
    assertThat(code).hasAccessibleName(Words.ENGLISH.get("invite.code"));
    BufferedImage seen = ImageIO.read(new ByteArrayInputStream(code.screenshot()));
    int width = seen.getWidth();
    int height = seen.getHeight();
    int[] pixels = seen.getRGB(0, 0, width, height, null, 0, width);
    RGBLuminanceSource light = new RGBLuminanceSource(width, height, pixels);
    BinaryBitmap bits = new BinaryBitmap(new HybridBinarizer(light));
    try {
      return new QRCodeReader().decode(bits).getText();
    } catch (ReaderException e) {
      // A camera looks again. One of 150 it misses where a module is no whole number of pixels.
      return new QRCodeReader().decode(bits, Map.of(DecodeHintType.PURE_BARCODE, true)).getText();
    }
  }
}
