package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people in a call write to each other. */
class ChatIT {
  /** Enter while a syllable of Korean is still being put together. */
  private static final String ENTER_WHILE_COMPOSING =
      """
      document.querySelector('.chat textarea').dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }))
      """;

  @RegisterExtension final Stage stage = new Stage();

  @Test
  void everybody_reads_the_same_lines_from_their_coming_on() {
    Person ada = stage.person("Ada").enters(stage.room());
    Person bob = stage.person("Bob").enters(stage.room());
    bob.sees(ada);
    Keyboard keys = ada.page().keyboard();
    assertThat(ada.button(Words.ENGLISH.get("chat.button"))).isVisible();
    keys.press("c");
    assertThat(box(ada)).isFocused();
    assertThat(box(ada)).isEmpty();
    keys.type("<b>see</b>");
    keys.press("Shift+Enter");
    keys.type("https://noom.test/x, m");
    ada.asks(ENTER_WHILE_COMPOSING);
    assertThat(lines(ada)).hasCount(0);
    keys.press("Enter");
    assertThat(lines(ada)).hasText(new String[] {"<b>see</b>\nhttps://noom.test/x, m"});
    assertThat(box(ada)).isEmpty();

    String unread = Words.ENGLISH.get("chat.unread", "count", "1");
    assertThat(bob.button(unread)).isVisible();
    assertThat(bob.page().locator("live-region")).containsText("Ada writes: <b>see</b>");
    bob.presses(unread);
    assertThat(bob.button(Words.ENGLISH.get("chat.button"))).isVisible();
    assertThat(bob.page().getByRole(AriaRole.LOG)).containsText("Ada");
    Locator link = lines(bob).locator("a");
    assertThat(link).hasAttribute("href", "https://noom.test/x");
    assertThat(link).hasAttribute("target", "_blank");
    assertThat(link).hasAttribute("rel", "noopener noreferrer");

    Person carl = stage.person("Carl").enters(stage.room());
    carl.presses(Words.ENGLISH.get("chat.button"));
    assertThat(carl.page().locator(".chat-empty")).isVisible();
    writes(bob, "hello Carl");
    writes(carl, "hello");
    assertThat(lines(carl)).hasText(new String[] {"hello Carl", "hello"});
    for (Person person : new Person[] {ada, bob}) {
      assertThat(lines(person)).hasCount(3);
      assertThat(lines(person).last()).hasText("hello");
    }
    carl.isPictured("chat");
    carl.page().setViewportSize(390, 760);
    carl.isPictured("chat on a phone");
    carl.page().setViewportSize(1280, 720);
    carl.leaves();
    carl.enters(stage.room());
    carl.presses(Words.ENGLISH.get("chat.button"));
    assertThat(lines(carl)).hasCount(0);
  }

  @Test
  void a_line_that_meets_a_cut_is_read_once_by_everybody() throws IOException {
    try (CuttingProxy network = CuttingProxy.to(stage.noom().port())) {
      Person ada = stage.visitor("Ada").at(network.url()).comes().missesTheServer();
      Person bob = stage.visitor("Bob").at(network.url()).comes().missesTheServer();
      ada.enters(stage.room());
      bob.enters(stage.room());
      bob.sees(ada);
      ada.presses(Words.ENGLISH.get("chat.button"));
      bob.presses(Words.ENGLISH.get("chat.button"));
      // The server has said it, and nobody has heard it.
      network.cutBefore("chat");
      writes(ada, "one");
      assertThat(lines(bob)).hasText(new String[] {"one"});
      assertThat(said(ada)).hasText(new String[] {"one"});

      network.block();
      writes(ada, "two");
      assertThat(ada.page().locator(".chat-state")).hasText(Words.ENGLISH.get("chat.sending"));
      network.mend();
      assertThat(lines(bob)).hasText(new String[] {"one", "two"});
      assertThat(said(ada)).hasText(new String[] {"one", "two"});
    }
  }

  @Test
  void a_new_name_is_seen_by_everybody_and_kept() {
    Person ada = stage.person("Ada").enters(stage.room());
    Person bob = stage.person("Bob").enters(stage.room());
    bob.sees(ada);
    choosesMore(ada, "rename.title");
    Locator field = ada.page().locator("input[name=own-name]");
    assertThat(field).hasValue("Ada");
    assertThat(field).isFocused();
    field.fill("a\u202eb");
    field.press("Enter");
    assertThat(ada.page().getByRole(AriaRole.ALERT).getByText("U+202E")).isVisible();
    field.fill(" Ada  Lovelace");
    field.press("Enter");
    assertThat(ada.ownTile().locator(".tile-name")).hasText("You (Ada Lovelace)");
    bob.isTold("Ada is now called Ada Lovelace.");
    Person carl = stage.person("Carl").enters(stage.room());
    for (Person person : new Person[] {bob, carl}) {
      assertThat(person.page().locator(".tile-name:text-is('Ada Lovelace')")).isVisible();
    }
    ada.leaves();
    assertThat(ada.page().locator("input[name=name]")).hasValue("Ada Lovelace");
  }

  @Test
  void a_reaction_is_seen_and_said_for_a_moment() {
    Person ada = stage.person("Ada").enters(stage.room());
    Person bob = stage.person("Bob").enters(stage.room());
    bob.sees(ada);
    choosesMore(ada, "reactions.title");
    String thumb = Words.ENGLISH.get("reactions.thumb");
    assertThat(ada.button(thumb)).isFocused();
    ada.presses(thumb);
    assertThat(ada.ownTile()).containsText(thumb);
    assertThat(bob.tile(ada)).containsText(thumb);
    assertThat(bob.page().locator("live-region")).hasText("Ada: " + thumb);
    ada.page().setViewportSize(390, 760);
    ada.isPictured("reaction");
    for (int i = 0; i < 20; i++) {
      ada.presses(Words.ENGLISH.get("reactions.party"));
    }
    assertThat(bob.tile(ada).locator(".reaction")).not().hasCount(20);
    assertThat(bob.tile(ada).locator(".reaction")).hasCount(0);
    ada.page().keyboard().press("Escape");
    assertThat(ada.button(thumb)).isHidden();
    assertThat(ada.button(Words.ENGLISH.get("controls.more"))).isFocused();
  }

  private static void choosesMore(Person who, String key) {
    who.presses(Words.ENGLISH.get("controls.more"));
    who.presses(Words.ENGLISH.get(key));
  }

  private static void writes(Person who, String text) {
    box(who).fill(text);
    who.presses(Words.ENGLISH.get("chat.send"));
  }

  private static Locator box(Person person) {
    return person
        .page()
        .getByRole(
            AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName(Words.ENGLISH.get("chat.write")));
  }

  private static Locator lines(Person person) {
    return person.page().locator(".chat-text");
  }

  /** Which the server has confirmed. */
  private static Locator said(Person person) {
    return person.page().locator(".chat-line[data-state=said] .chat-text");
  }
}
