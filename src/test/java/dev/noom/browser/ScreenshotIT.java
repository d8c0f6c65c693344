package dev.noom.browser;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Makes the README's picture again: {@code ./mvnw verify -DexcludedGroups=none
 * -Dit.test=ScreenshotIT}. A tool and no test, so not among them.
 */
@Tag("screenshot")
class ScreenshotIT {
  private static final Path PICTURE = Path.of("docs/images/call.png");
  private static final int LARGEST_BYTES = 150_000;

  @RegisterExtension final Stage stage = new Stage();

  @Test
  void a_call_of_three() throws IOException {
    String room = "standup";
    Person bob = with("Bob", new FakeCamera(0x3f7f86, 0xe9b995, 0x5b3a29, 0xf5cf74, false));
    Person chioma = with("Chioma", new FakeCamera(0xb98a5a, 0x7d4f35, 0x1f1714, 0x2f6f5f, true));
    Person ada = with("Ada", new FakeCamera(0x6b7fa8, 0xf0cba8, 0x8c4a2f, 0xc2556b, true));
    for (Person person : List.of(bob, chioma, ada)) {
      person.enters(room);
    }
    for (Person other : List.of(bob, chioma)) {
      ada.sees(other);
      ada.hears(other);
      // The first frames of a connection are coarse.
      ada.until("async name => await observed.frames(name) > 120", other.name());
    }
    chioma.mutes();
    ada.page().waitForSelector(".tile-muted:visible");
    ada.page().mouse().move(0, 0);
    Files.createDirectories(PICTURE.getParent());
    ImageIO.write(quiet(ada.page().screenshot()), "png", PICTURE.toFile());
    assertTrue(Files.size(PICTURE) < LARGEST_BYTES, Files.size(PICTURE) + " bytes");
  }

  /**
   * Without the last two bits of each colour: they are noise of the encoder, and half of the file.
   */
  private static BufferedImage quiet(byte[] png) throws IOException {
    BufferedImage from = ImageIO.read(new ByteArrayInputStream(png));
    BufferedImage to =
        new BufferedImage(from.getWidth(), from.getHeight(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < from.getHeight(); y++) {
      for (int x = 0; x < from.getWidth(); x++) {
        to.setRGB(x, y, from.getRGB(x, y) & 0xfcfcfc);
      }
    }
    return to;
  }

  private Person with(String name, FakeCamera camera) throws IOException {
    Path file = camera.writeTo(Path.of("target/browser", name + ".y4m")).toAbsolutePath();
    return stage
        .visitor(name)
        .with(
            List.of(
                "--use-fake-device-for-media-stream=device-count=1",
                "--use-fake-ui-for-media-stream",
                "--use-file-for-fake-video-capture=" + file))
        .running("camera-label.js")
        .sized(1280, 800)
        .comes();
  }
}
