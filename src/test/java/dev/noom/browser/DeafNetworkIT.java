package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The way to the server is dead, nobody has been told, and the media go on. */
@Tag("quiet")
class DeafNetworkIT {
  /** So that a test need not wait for minutes until the server gives somebody up. */
  private static final List<String> IMPATIENT =
      List.of("-Dnoom.resume.seconds=3", "-Dnoom.ping.seconds=3", "-Dnoom.ping.patience.seconds=2");

  /** Until the page says it: 15 s, a second for a hiccup, and some for a machine that is busy. */
  private static final int NOTICED_MS = 19_000;

  private static final String AWAY = Words.ENGLISH.get("notice.server-away");
  private static final String BACK = Words.ENGLISH.get("notice.reconnected");

  @RegisterExtension final Stage stage = new Stage();

  private NoomServer noom;
  private CuttingProxy network;

  @BeforeEach
  void a_network_that_may_go_deaf() throws IOException {
    noom = stage.noom(IMPATIENT);
    network = CuttingProxy.to(noom.port());
  }

  @AfterEach
  void no_network() throws IOException {
    network.close();
  }

  @Test
  void somebody_alone_whose_connection_has_died_meets_whoever_comes_next() {
    Person ada = stage.visitor("Ada").at(network.url()).with(Chromium.SLOW_CAMERA).comes();
    ada.missesTheServer().enters(stage.room());
    network.goesDeaf();
    Person bob = stage.visitor("Bob").at(noom.url()).with(Chromium.SLOW_CAMERA).comes();
    bob.enters(stage.room());
    ada.sees(bob);
    bob.sees(ada);
    ada.seesNobodyBut(bob);
    bob.seesNobodyBut(ada);
    ada.isToldNothing();
  }

  @Test
  void who_has_lost_the_server_stays_in_the_call_for_as_long_as_it_takes() {
    LiveCall call = bobsNetworkIsDeaf();
    Person ada = call.person(0);
    Person bob = call.person(1);
    List<Integer> joins = call.joins().subList(1, 2);
    isSaidTo(bob, AWAY);
    assertThat(noticeOf(ada, bob)).hasText(Words.ENGLISH.get("tile.cut-off", "name", "Bob"));
    // Longer than anything that the server or the page waits for.
    call.lasts(30);
    network.hearsNewcomers();
    isSaidTo(bob, BACK);
    bob.until("joins => continuity.joined.length > joins", joins.get(0));
    assertThat(noticeOf(ada, bob)).isEmpty();
    assertEquals(List.of(AWAY, BACK), bob.asks("continuity.said"));
    assertEquals(List.of(), ada.asks("continuity.said"));
    call.wentOn();
  }

  @Test
  void who_dies_without_a_server_to_say_so_goes_soon() {
    LiveCall call = bobsNetworkIsDeaf();
    Person ada = call.person(0);
    Person bob = call.person(1);
    assertThat(noticeOf(ada, bob)).hasText(Words.ENGLISH.get("tile.cut-off", "name", "Bob"));
    bob.losesThePage();
    ada.seesNobodyBut();
  }

  @Test
  void a_server_that_is_frozen_is_said_to_be_away_and_then_to_be_back() {
    LiveCall call = LiveCall.of(stage, noom.url(), "Ada", "Bob").begins();
    long begin = System.nanoTime();
    noom.freeze();
    try {
      call.isToldOfTheServersAbsence();
      isNoticedSince(begin);
      call.lasts(45);
    } finally {
      noom.thaw();
    }
    call.wasToldOfTheServersReturn();
    call.wentOn();
    call.person(0).hasReported("server-away");
  }

  /** Ada reaches the server, and Bob does not any more. */
  private LiveCall bobsNetworkIsDeaf() {
    Map<String, URI> homes = new LinkedHashMap<>();
    homes.put("Ada", noom.url());
    homes.put("Bob", network.url());
    LiveCall call = LiveCall.of(stage, homes).begins();
    network.goesDeafToAll();
    return call;
  }

  private static void isSaidTo(Person person, String sentence) {
    long begin = System.nanoTime();
    person.until("words => continuity.said.includes(words)", sentence);
    isNoticedSince(begin);
  }

  private static void isNoticedSince(long begin) {
    long after = (System.nanoTime() - begin) / 1_000_000;
    System.out.println("noticed after " + after + " ms");
    assertTrue(after <= NOTICED_MS, after + " ms");
  }

  private static Locator noticeOf(Person person, Person other) {
    return person.tile(other).locator(".tile-notice");
  }
}
