package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rooms for two, and a third person. */
class LastPlaceIT {
  private static final String FULL = Words.ENGLISH.get("notice.room-full-again");
  private static final String IN_AGAIN = Words.ENGLISH.get("notice.let-in-again");

  @RegisterExtension final Stage stage = new Stage();

  private NoomServer server;
  private CuttingProxy network;

  @BeforeEach
  void rooms_for_two() throws IOException {
    server = NoomServer.start("-Dnoom.room.capacity=2");
    server.awaitReady();
    network = CuttingProxy.to(server.port());
  }

  @AfterEach
  void the_end() throws IOException {
    network.close();
    server.close();
  }

  @Test
  void a_newcomer_waits_before_a_full_room_and_enters_as_soon_as_somebody_leaves() {
    Person ada = comes("Ada").enters(stage.room());
    Person bob = comes("Bob").enters(stage.room());
    Person carl = comes("Carl").opens("");
    carl.writes(stage.room());
    carl.presses("Enter");
    carl.waitsFor(Words.ENGLISH.get("entry.room-full", "max", "2"));
    assertThat(carl.page()).hasTitle(Words.ENGLISH.get("title.waiting", "room", stage.room()));
    ada.seesNobodyBut(bob);
    carl.presses(Words.ENGLISH.get("entry.code"));
    Locator code = carl.page().locator("dialog.invite");
    assertThat(code).isVisible();
    carl.page().keyboard().press("Escape");
    assertThat(code).isHidden();
    carl.waitsFor(Words.ENGLISH.get("entry.room-full", "max", "2"));
    carl.presses(Words.ENGLISH.get("entry.code"));
    assertThat(code).isVisible();
    bob.leaves();
    carl.isInTheCall();
    assertThat(code).isHidden();
    assertThat(carl.page()).hasTitle(Words.ENGLISH.get("title.room", "room", stage.room()));
    carl.isToldNothing();
    carl.sees(ada);
    ada.sees(carl);
    ada.seesNobodyBut(carl);
  }

  @Test
  void who_waits_for_a_place_can_cancel_and_releases_everything() {
    comes("Ada").enters(stage.room());
    Person bob = comes("Bob").enters(stage.room());
    Person carl = comes("Carl").opens("");
    carl.writes(stage.room());
    carl.presses("Enter");
    carl.waitsFor(Words.ENGLISH.get("entry.room-full", "max", "2"));
    carl.presses("Cancel");
    assertThat(carl.button("Enter")).isFocused();
    carl.hasReleasedEverything();
    bob.leaves();
    // Who had gone on asking would have taken the place.
    Person dora = comes("Dora").enters(stage.room());
    dora.leaves();
    carl.presses("Enter");
    carl.isInTheCall();
  }

  /** The server keeps the place of the page that has died; the new page waits for it. */
  @Test
  void who_comes_back_after_a_crash_enters_as_soon_as_there_is_a_place() {
    NoomServer impatient = stage.noom(List.of("-Dnoom.room.capacity=2", "-Dnoom.resume.seconds=3"));
    Person ada = stage.visitor("Ada").at(impatient.url()).comes().enters(stage.room());
    Person bob = stage.visitor("Bob").at(impatient.url()).comes().enters(stage.room());
    ada.sees(bob);
    bob.losesThePage();
    Person again = stage.visitor("Bob again").at(impatient.url()).comes().enters(stage.room());
    ada.sees(again);
    ada.seesNobodyBut(again);
  }

  @Test
  void whoever_finds_the_place_taken_after_a_restart_keeps_the_call_and_is_let_in_later()
      throws IOException {
    LiveCall call = LiveCall.of(stage, network.url(), "Ada", "Bob").begins();
    List<Integer> joins = call.joins();
    network.block();
    server.kill();
    server = server.again();
    server.awaitReady();
    Person carl = comes("Carl").enters(stage.room());
    network.mend();
    Person outside = whoDidNotGetIn(call, carl);
    outside.until("words => continuity.said.includes(words)", FULL);
    outside.isTold(FULL);
    outside.isInTheCall();
    carl.leaves();
    call.returned(joins);
    outside.until("words => continuity.said.includes(words)", IN_AGAIN);
    call.wentOn(carl);
  }

  /** Somebody at the server of this test, which goes before their page does. */
  private Person comes(String name) {
    return stage.visitor(name).at(server.url()).comes().missesTheServer();
  }

  /** Of two people who have come back for one place. */
  private static Person whoDidNotGetIn(LiveCall call, Person newcomer) {
    String inside = newcomer.page().locator("video-tile:not([data-self]) .tile-name").textContent();
    return call.people().stream()
        .filter(person -> !person.name().equals(inside))
        .findAny()
        .orElseThrow();
  }
}
