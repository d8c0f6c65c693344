package dev.noom.browser;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A call of two. */
class TwoPeopleIT {
  @RegisterExtension final Stage stage = new Stage();

  private Person ada;
  private Person bob;

  @BeforeEach
  void two_in_a_room() {
    ada = stage.person("Ada").enters(stage.room());
    bob = stage.person("Bob").enters(stage.room());
  }

  @Test
  void both_see_and_hear_each_other() {
    ada.sees(bob);
    bob.sees(ada);
    ada.hears(bob);
    bob.hears(ada);
    System.out.println(ada.asks("observed.happened"));
    for (int i = 0; i < 3; i++) {
      System.out.println(
          ada.asks(
              "async () => [observed.picture('Bob'), await observed.energy('Bob'), await observed.frames('Bob')]"));
      bob.choosesCamera(i);
      bob.page().waitForTimeout(1500);
      ada.page()
          .screenshot(
              new com.microsoft.playwright.Page.ScreenshotOptions()
                  .setPath(java.nio.file.Path.of("/tmp/t/cam" + i + ".png")));
    }
  }
}
