package dev.noom.browser;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What becomes of a call when the network under it changes: Ada and Bob have a computer each, with
 * a line of its own to the router, on which Noom runs.
 */
@Tag("long")
@Timeout(180)
class NetworksIT {
  /** Metrics as NetworkManager gives them. */
  private static final int WIFI = 600;

  private static final int CABLE = 100;

  /** After this time without a sound people begin to ask whether somebody is still there. */
  private static final int GOAL_MS = 5_000;

  /** In a sentence, people take so much for a pause of the other one's. */
  private static final int NOTICEABLE_MS = 500;

  /** Within this time a browser has looked at its interfaces. */
  private static final int SETTLED_MS = 4_000;

  private static Site site;
  private static NoomServer noom;
  private static URI home;

  @RegisterExtension final Stage stage = new Stage();

  private Network adasComputer;
  private Network bobsComputer;
  private Line adasWifi;
  private Line bobsWifi;
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
    adasWifi = site.line(adasComputer, "wifi").carriesAll(WIFI);
    bobsWifi = site.line(bobsComputer, "wifi").carriesAll(WIFI);
    ada = person("Ada", adasComputer);
    bob = person("Bob", bobsComputer);
    for (Person person : List.of(ada, bob)) {
      person.enters(stage.room());
    }
    ada.sees(bob);
    bob.sees(ada);
    ada.hears(bob);
    bob.hears(ada);
    for (Person person : List.of(ada, bob)) {
      person.asks("names => hearing.begin(names)", List.of(otherThan(person).name()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 20})
  void a_cut_of_so_many_seconds_heals_by_itself(int seconds) {
    adasWifi.isCut();
    lasts(seconds * 1000);
    adasWifi.isMended();
    long mended = System.currentTimeMillis();
    assertAll(both(person -> hearsAgain(person, "a cut of " + seconds + " s", mended)));
    ada.sees(bob);
    bob.sees(ada);
    nothingWasMadeAnew();
  }

  /**
   * As when a laptop is put into its dock, and then Wi-Fi is switched off; first one's, then the
   * other's.
   */
  @Test
  void from_wifi_to_cable_sound_is_away_for_less_than_5_s() {
    for (Network computer : List.of(adasComputer, bobsComputer)) {
      Line wifi = computer == adasComputer ? adasWifi : bobsWifi;
      site.line(computer, "cable").carriesAll(CABLE);
      lasts(SETTLED_MS);
      wifi.isDown();
      long switched = System.currentTimeMillis();
      String whose = computer == adasComputer ? "Ada's" : "Bob's";
      assertAll(both(person -> hearsAgain(person, whose + " change of route", switched)));
      ada.sees(bob);
      bob.sees(ada);
    }
    assertAll(both(person -> hadNoGapOf(GOAL_MS, person)));
    nothingWasMadeAnew();
  }

  @Test
  void an_interface_that_nobody_needs_changes_nothing() {
    Object before = ada.asks("observed.signalingOf('Bob').length");
    List<String> said = saidByAda();
    site.line(adasComputer, "unused").isUp();
    lasts(3 * SETTLED_MS);
    assertEquals(before, ada.asks("observed.signalingOf('Bob').length"), "negotiations");
    assertEquals(said, saidByAda(), "what was said to the server");
    assertAll(both(person -> hadNoGapOf(NOTICEABLE_MS, person)));
    nothingWasMadeAnew();
  }

  /** To the server, but for the call that is made ahead when there is time for it. */
  private List<String> saidByAda() {
    return ada.wire().types().stream().filter(type -> !type.equals("standby")).toList();
  }

  /** Packets arrive again, there is a voice in them, and it has not taken long. */
  private void hearsAgain(Person person, String after, long since) {
    Person other = otherThan(person);
    Object[] question = {other.name(), (double) since};
    person.until("([name, since]) => hearing.resumedAfter(name, since) !== null", question);
    int ms =
        ((Number) person.asks("([name, since]) => hearing.resumedAfter(name, since)", question))
            .intValue();
    System.out.println(
        person.name() + " heard " + other.name() + " again " + ms + " ms after " + after);
    assertTrue(ms <= GOAL_MS, person.name() + " heard nothing for " + ms + " ms after " + after);
  }

  private static void hadNoGapOf(int ms, Person person) {
    int gap = ((Number) person.asks("hearing.longestGap()")).intValue();
    System.out.println(person.name() + " heard nothing for " + gap + " ms at most");
    assertTrue(gap < ms, person.name() + " heard nothing for " + gap + " ms");
  }

  /** Everybody has the connection that they began with. */
  private void nothingWasMadeAnew() {
    assertAll(
        both(person -> assertEquals(List.of(), person.asks("hearing.replaced()"), person.name())));
  }

  private void lasts(int ms) {
    ada.until("end => Date.now() >= end", (double) System.currentTimeMillis() + ms);
  }

  private Stream<Executable> both(Consumer<Person> judgement) {
    return Stream.of(ada, bob).map(person -> () -> judgement.accept(person));
  }

  private Person otherThan(Person person) {
    return person == ada ? bob : ada;
  }

  private Person person(String name, Network computer) {
    List<String> flags =
        Stream.concat(
                Chromium.SLOW_CAMERA.stream(),
                Stream.of(
                    // Cameras are for pages with TLS, or for those that the browser is told of.
                    "--unsafely-treat-insecure-origin-as-secure=" + home,
                    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE " + Site.SERVER))
            .toList();
    Person person =
        stage
            .visitor(name, computer, noom)
            .at(home)
            .with(flags)
            .withWindow()
            .running("hearing.js")
            .comes();
    person.missesTheServer();
    return person;
  }
}
