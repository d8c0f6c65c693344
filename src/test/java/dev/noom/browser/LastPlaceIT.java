package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
  void a_newcomer_is_told_how_many_the_room_holds_and_may_try_again() {
    Person ada = stage.visitor("Ada").at(server.url()).comes().enters(stage.room());
    Person bob = stage.visitor("Bob").at(server.url()).comes().enters(stage.room());
    Person carl = stage.visitor("Carl").at(server.url()).comes().opens("");
    carl.writes(stage.room());
    carl.presses("Enter");
    assertThat(carl.page().locator(".entry-error"))
        .hasText(Words.ENGLISH.get("notice.room-full", "max", "2"));
    assertThat(carl.button("Enter")).isEnabled();
    assertEquals("ended", carl.asks("observed.opened.at(-1).readyState"));
    bob.leaves();
    carl.presses("Enter");
    carl.isInTheCall();
    carl.sees(ada);
    ada.seesNobodyBut(carl);
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
    Person carl = stage.visitor("Carl").at(server.url()).comes().enters(stage.room());
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

  /** Of two people who have come back for one place. */
  private static Person whoDidNotGetIn(LiveCall call, Person newcomer) {
    String inside = newcomer.page().locator("video-tile:not([data-self]) .tile-name").textContent();
    return call.people().stream()
        .filter(person -> !person.name().equals(inside))
        .findAny()
        .orElseThrow();
  }
}
