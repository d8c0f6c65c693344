package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lines that carry badly, under a call of two computers that have one each. A person who sees or
 * hears less for it is told why, by one cause, and so is the server.
 */
@Tag("long")
@Timeout(180)
class PoorLinesIT {
  private static Site site;
  private static NoomServer noom;
  private static URI home;

  @RegisterExtension final Stage stage = new Stage();

  private Network adasComputer;
  private Network bobsComputer;
  private Line adasLine;
  private Person ada;
  private Person bob;

  @BeforeAll
  static void a_site_with_noom() {
    site = new Site();
    noom = NoomServer.start(site.router(), "--address", "0.0.0.0");
    noom.awaitReady();
    home = URI.create("http://" + Site.SERVER + ":" + noom.port() + "/");
  }

  @AfterAll
  static void its_end() {
    if (noom != null) {
      noom.close();
    }
    if (site != null) {
      site.close();
    }
  }

  @BeforeEach
  void a_call() {
    adasComputer = site.computer();
    bobsComputer = site.computer();
    adasLine = site.line(adasComputer, "cable").carriesAll(100);
    site.line(bobsComputer, "cable").carriesAll(100);
    ada = person("Ada", adasComputer).enters(stage.room());
    bob = person("Bob", bobsComputer).enters(stage.room());
    ada.sees(bob);
    bob.sees(ada);
    ada.hears(bob);
    // The browsers have found out what the line carries.
    lasts(12);
    ada.asks("name => beginsTrouble(name)", "Bob");
  }

  @Test
  void a_slow_line_is_called_one() {
    adasLine.carries(100, 400);
    isToldOnly("slow-line");
  }

  @Test
  void where_only_pictures_are_lost_both_are_told() {
    adasComputer.filters("-p udp -m length --length 300:2000 -j DROP");
    isToldOnly("packet-loss");
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 60})
  void a_line_that_is_too_slow_even_for_sound_is_called_slow(int kilobits) {
    adasLine.carries(kilobits, 400);
    isToldOnly("slow-line");
  }

  @Test
  void packets_that_are_lost_are_called_so() {
    adasComputer.filters("-p udp -m statistic --mode random --probability 0.3 -j DROP");
    isToldOnly("packet-loss");
  }

  /** Of this cause and nothing else, for as long as it lasts; and the server hears of it. */
  private void isToldOnly(String cause) {
    ada.isToldOf("Bob", cause);
    lasts(20);
    Set<?> told = new HashSet<>((List<?>) ada.asks("name => toldOf(name).texts", "Bob"));
    String sentence = Words.ENGLISH.get("trouble." + cause, "name", "Bob");
    assertEquals(Set.of(sentence), told);
    assertThat(ada.page().getByText(Words.ENGLISH.get("notice.server-away"))).hasCount(0);
    ada.hasReported(cause);
  }

  private void lasts(int seconds) {
    ada.until("end => Date.now() >= end", System.currentTimeMillis() + seconds * 1000.0);
  }

  private Person person(String name, Network computer) {
    List<String> flags =
        Stream.concat(
                Chromium.SLOW_CAMERA.stream(),
                Stream.of(
                    "--unsafely-treat-insecure-origin-as-secure=" + home,
                    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE " + Site.SERVER))
            .toList();
    Person person =
        stage
            .visitor(name, computer, noom)
            .at(home)
            .with(flags)
            .withWindow()
            .running("clock.js")
            .comes();
    person.missesTheServer();
    return person;
  }
}
