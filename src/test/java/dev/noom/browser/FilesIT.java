package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files go from browser to browser, whole, and only to those who have accepted them. */
class FilesIT {
  private static final int MIB = 1024 * 1024;

  @RegisterExtension final Stage stage = new Stage();

  @TempDir Path folder;

  @Test
  @Timeout(240)
  void files_arrive_whole_at_those_who_accept_them_and_nothing_comes_unasked() throws IOException {
    Person ada = stage.person("Ada").enters(stage.room());
    Person bob = stage.visitor("Bob").running("disk.js").comes().enters(stage.room());
    ada.sees(bob);
    byte[] large = random(30 * MIB);
    Path file = Files.write(folder.resolve("large.bin"), large);
    opens(ada);
    chooser(ada).setInputFiles(new FilePayload("empty.txt", "text/plain", new byte[0]));
    chooser(ada).setInputFiles(new FilePayload("one.txt", "text/plain", new byte[] {'1'}));
    chooser(ada).setInputFiles(file);
    bob.isTold(
        Words.ENGLISH
            .get("files.offered-by", "name", "Ada")
            .replace("{file}", "large.bin")
            .replace("{size}", "31.5 MB"));
    bob.presses(Words.ENGLISH.get("files.open"));

    assertArrayEquals(new byte[0], accepted(bob, "empty.txt"));
    assertArrayEquals(new byte[] {'1'}, accepted(bob, "one.txt"));
    press(bob, "files.accept", "large.bin");
    has(row(bob, "large.bin"), theirs("done"));
    assertEquals(sha256(large), bob.asks("disk.sha256()"));
    assertThat(row(ada, "large.bin")).containsText(own("done"));

    // Who comes later is offered it, too.
    Person carl = stage.person("Carl").enters(stage.room());
    carl.presses(Words.ENGLISH.get("files.open"));
    press(carl, "files.refuse", "large.bin");
    assertThat(row(ada, "large.bin"))
        .containsText(Words.ENGLISH.get("files.own.refused", "name", "Carl"));
    press(ada, "files.withdraw", "one.txt");
    assertThat(row(carl, "one.txt")).containsText(theirs("withdrawn"));
  }

  @Test
  @Timeout(240)
  void what_is_cancelled_stops_at_both_sides_and_can_be_tried_again() throws IOException {
    Person ada = stage.person("Ada").enters(stage.room());
    Person bob = stage.visitor("Bob").running("disk.js").comes().enters(stage.room());
    ada.sees(bob);
    opens(ada);
    chooser(ada).setInputFiles(Files.write(folder.resolve("large.bin"), random(30 * MIB)));
    bob.presses(Words.ENGLISH.get("files.open"));
    bob.asks("disk.holds()");
    press(bob, "files.accept", "large.bin");
    assertThat(row(ada, "large.bin").getByRole(AriaRole.PROGRESSBAR)).isVisible();
    press(bob, "files.cancel", "large.bin");
    assertThat(row(ada, "large.bin")).containsText(own("stopped"));
    assertThat(row(bob, "large.bin")).containsText(theirs("stopped"));
    bob.asks("disk.goesOn()");
    press(bob, "files.again", "large.bin");
    has(row(ada, "large.bin"), own("done"));
  }

  /** An ICE restart keeps the channel, so the file goes on where it was. */
  @Test
  @Tag("long")
  void a_hundred_megabytes_arrive_whole_through_a_cut() throws IOException {
    byte[] large = random(100 * MIB);
    Path file = Files.write(folder.resolve("large.bin"), large);
    try (Site site = new Site();
        NoomServer noom = NoomServer.start(site.router(), "--address", "0.0.0.0")) {
      noom.awaitReady();
      URI home = URI.create("http://" + Site.SERVER + ":" + noom.port() + "/");
      Network computer = site.computer();
      Line line = site.line(computer, "lan").carriesAll(1);
      Person ada = visitor("Ada", computer, noom, home).comes().enters(stage.room());
      Network bobs = site.computer();
      site.line(bobs, "lan").carriesAll(1);
      Person bob = visitor("Bob", bobs, noom, home).running("disk.js").comes().enters(stage.room());
      ada.missesTheServer();
      ada.sees(bob);
      opens(ada);
      chooser(ada).setInputFiles(file);
      bob.presses(Words.ENGLISH.get("files.open"));
      press(bob, "files.accept", "large.bin");
      bob.until("() => document.querySelector('file-panel progress').value > 1e6", null);
      line.isCut();
      double end = System.currentTimeMillis() + 12_000;
      bob.until("end => Date.now() >= end", end);
      line.isMended();
      bob.page().setDefaultTimeout(120_000);
      bob.until(
          "text => document.querySelector('file-panel').textContent.includes(text)",
          theirs("done"));
      assertEquals(sha256(large), bob.asks("disk.sha256()"));
    }
  }

  private Visitor visitor(String name, Network computer, NoomServer noom, URI home) {
    return stage.visitor(name, computer, noom).with(BrowserKind.CHROMIUM, home);
  }

  private static void opens(Person person) {
    person.presses(Words.ENGLISH.get("controls.more"));
    person.presses(Words.ENGLISH.get("files.title"));
  }

  private static Locator chooser(Person person) {
    return person.page().locator("file-panel input[type=file]");
  }

  private static Locator row(Person person, String file) {
    return person
        .page()
        .locator("file-panel .file")
        .filter(new Locator.FilterOptions().setHasText(file));
  }

  private static void press(Person person, String words, String file) {
    person.presses(Words.ENGLISH.get(words) + ": " + file);
  }

  /** 30 MiB take a while on a machine that is busy. */
  private static void has(Locator row, String text) {
    assertThat(row)
        .containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(120_000));
  }

  private static byte[] accepted(Person person, String file) throws IOException {
    press(person, "files.accept", file);
    Download download = person.page().waitForDownload(() -> press(person, "files.save", file));
    assertEquals(file, download.suggestedFilename());
    return Files.readAllBytes(download.path());
  }

  private static String theirs(String state) {
    return Words.ENGLISH.get("files.theirs." + state, "name", "Ada");
  }

  private static String own(String state) {
    return Words.ENGLISH.get("files.own." + state, "name", "Bob");
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
