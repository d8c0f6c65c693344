package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Somebody in front of a browser; tests read like a story: {@code ada.enters("standup");
 * ada.sees(bob); ada.mutes()}. What they see and hear is asked of WebRTC's own statistics: frames
 * that were decoded and energy of sound that was played.
 */
final class Person {
  /** For a machine that encodes three calls at once; a test that waits so long has failed. */
  private static final int PATIENCE_MS = 30_000;

  /** Until the page says why somebody is not seen: what issue 6 promises. */
  static final int SOON_MS = 15_000;

  /** A second: the fake microphone hears four syllables in it. */
  private static final int SAMPLES_WITH_A_VOICE = 48_000;

  private final String name;
  private final URI home;
  private final BrowserContext context;
  private final Complaints complaints;
  private final Page page;
  private final Wire wire;

  Person(String name, URI home, BrowserContext context) {
    this.name = name;
    this.home = home;
    this.context = context;
    context.setDefaultTimeout(PATIENCE_MS);
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    complaints = new Complaints(context, home);
    page = context.newPage();
    wire = new Wire(page);
  }

  /** The same browser with a second tab, in which they are called otherwise. */
  Person inAnotherTab(String otherName) {
    return new Person(otherName, home, context);
  }

  // ---- what they do

  Person opens(String path) {
    page.navigate(home.resolve(path).toString());
    return this;
  }

  /** Comes home, writes room and name, presses the button, and is in. */
  Person enters(String room) {
    opens("");
    writes(room);
    presses("Enter");
    return isInTheCall();
  }

  void writes(String room) {
    page.locator("input[name=room]").fill(room);
    page.locator("input[name=name]").fill(name);
  }

  /** Follows a link that somebody has sent, and enters; the name is known from an earlier visit. */
  Person followsTheLinkTo(String room) {
    opens("");
    page.evaluate("name => localStorage.setItem('noom.name', name)", name);
    opens(linkTo(room)).isAtTheDoorOf(room);
    presses("Enter");
    return isInTheCall();
  }

  /** The path of a room's address. */
  static String linkTo(String room) {
    return "room/" + URLEncoder.encode(room, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** One press away from the room, and not seen or heard in it. */
  Person isAtTheDoorOf(String room) {
    assertThat(page.locator("input[name=room]")).hasValue(room);
    assertThat(button("Enter")).isFocused();
    assertThat(page.locator("#call")).isHidden();
    return this;
  }

  /** What the door says while this person waits. */
  void waitsFor(String sentence) {
    assertThat(page.locator(".entry-progress")).hasText(sentence);
    assertThat(button("Enter")).isDisabled();
    assertThat(page.locator("#call")).isHidden();
  }

  /** Every camera and microphone that was opened is off again. */
  void hasReleasedEverything() {
    until("() => observed.opened.every(track => track.readyState === 'ended')", null);
  }

  Person isInTheCall() {
    assertThat(page.locator("#call")).isVisible();
    assertThat(page.locator("entry-form")).isHidden();
    return this;
  }

  void presses(String button) {
    button(button).click();
  }

  void mutes() {
    presses("Mute");
  }

  void unmutes() {
    presses("Unmute");
  }

  void turnsCameraOff() {
    presses("Camera off");
  }

  void turnsCameraOn() {
    presses("Camera on");
    assertThat(button("Camera off")).isVisible();
  }

  /** Chooses a camera by its place in the list, and waits until it is in use. */
  void choosesCamera(int index) {
    cameras().selectOption(new SelectOption().setIndex(index));
    assertThat(button("Camera off").or(button("Camera on"))).hasAttribute("aria-busy", "false");
  }

  void leaves() {
    presses("Leave");
    assertThat(page.locator("entry-form")).isVisible();
  }

  void closesTheTab() {
    page.close(new Page.CloseOptions().setRunBeforeUnload(true));
  }

  /** The page dies without a word, as in a crash or when a notebook's battery is empty. */
  void losesThePage() {
    // The process that holds the page dies. Page.crash would be the same, but never answers.
    assertThrows(PlaywrightException.class, () -> page.navigate("chrome://crash"));
  }

  // ---- what they see and hear

  /** Frames of the other one arrive and are shown, and there is something to be seen in them. */
  void sees(Person other) {
    until("name => observed.shows(name)", other.name);
    Object before = asks("name => observed.frames(name)", other.name);
    until(
        "async ([name, before]) => await observed.frames(name) > before + 2",
        List.of(other.name, before));
  }

  /** The other one has a tile, connected and without a picture. */
  void seesOnlyTheNameOf(Person other) {
    assertThat(tile(other)).hasAttribute("data-status", "");
    assertThat(tile(other).locator(".avatar")).isVisible();
    until("name => !observed.tile(name).hasAttribute('data-picture')", other.name);
  }

  void seesNobodyBut(Person... others) {
    assertThat(page.locator("video-tile:not([data-self])")).hasCount(others.length);
    for (Person other : others) {
      assertThat(tile(other)).isVisible();
    }
  }

  /** Sound of the other one arrives, with energy in it, and is not kept from the loudspeaker. */
  void hears(Person other) {
    until("async name => await observed.samples(name) > 0", other.name);
    Object before = asks("name => observed.energy(name)", other.name);
    until(
        "async ([name, before]) => await observed.energy(name) > before",
        List.of(other.name, before));
    assertEquals(false, asks("name => observed.video(name).muted", other.name));
  }

  /** A second of sound, which would have had syllables in it, has none. */
  void hearsNothingOf(Person other) {
    asks("name => observed.forgetSoundOf(name)", other.name);
    until(
        "([name, length]) => observed.silent(name, length)",
        List.of(other.name, SAMPLES_WITH_A_VOICE));
  }

  /** A notice says exactly this. */
  void isTold(String sentence) {
    assertThat(
            page.locator("notice-list")
                .getByText(sentence, new Locator.GetByTextOptions().setExact(true)))
        .isVisible();
  }

  /**
   * The first and only thing that the other one's tile says is this cause, and it says it in time;
   * with clock.js.
   */
  void isToldOf(String other, String cause) {
    until("name => toldOf(name)", other);
    String sentence = Words.ENGLISH.get("trouble." + cause).replace("{name}", other);
    assertEquals(List.of(sentence), asks("name => toldOf(name).texts", other));
    int after = ((Number) asks("name => toldOf(name).after", other)).intValue();
    System.out.println(name + " of " + other + ": " + cause + " after " + after + " ms");
    assertTrue(after <= SOON_MS, other + " took " + after + " ms");
  }

  /** These causes of trouble have gone to the server, each once, and no other. */
  void hasReported(String... causes) {
    Patience.until(
        "the server has heard of " + List.of(causes) + " from " + name,
        () -> {
          // What goes over the wire is noted while a question is answered.
          asks("null");
          return List.of(causes).stream()
              .sorted()
              .toList()
              .equals(wire.causes().stream().sorted().toList());
        });
  }

  void isToldNothing() {
    assertThat(page.locator("notice-list .notice")).hasCount(0);
  }

  Locator tile(Person other) {
    return page.locator(
        "video-tile:not([data-self]):has(.tile-name:text-is('" + other.name + "'))");
  }

  Locator ownTile() {
    return page.locator("video-tile[data-self]");
  }

  Locator button(String text) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(text).setExact(true));
  }

  Locator cameras() {
    return page.locator("select[name=camera]");
  }

  Page page() {
    return page;
  }

  Wire wire() {
    return wire;
  }

  /** The server of this test is away for a while, or goes before the page does. */
  Person missesTheServer() {
    complaints.expectServerAway();
    return this;
  }

  Complaints complaints() {
    return complaints;
  }

  String name() {
    return name;
  }

  // ---- how a test asks

  /** What a JavaScript function answers, with {@code observed} of observe.js at hand. */
  Object asks(String function, Object argument) {
    return page.evaluate(function, argument);
  }

  Object asks(String expression) {
    return page.evaluate(expression);
  }

  /** Waits until a JavaScript function answers true. */
  void until(String function, Object argument) {
    page.waitForFunction(
        function, argument, new Page.WaitForFunctionOptions().setPollingInterval(100));
  }

  // ---- the end of a test

  void hasNothingToComplainAbout() {
    // A browser is heard while it is asked: this brings what it has said before.
    context.cookies();
    complaints.assertNone(name);
  }

  void isPictured(String test) {
    if (!page.isClosed()) {
      Path file = Path.of("target/browser", test + " " + name + ".png");
      try {
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setTimeout(5_000));
        System.out.println(file + "\n" + wire.types() + "\n" + complaints);
      } catch (PlaywrightException e) {
        System.out.println(file + " could not be made: " + e.getMessage());
      }
    }
  }

  void goesHome() {
    context.close();
  }
}
