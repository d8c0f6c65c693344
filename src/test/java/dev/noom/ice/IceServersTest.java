package dev.noom.ice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.LogRecorder;
import dev.noom.protocol.IceServer;
import dev.noom.stun.StunServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser is told, and what an administrator is told instead. */
class IceServersTest {
  private static final String GOOD = "5f0c3d1be2a94786";
  private static final String URL = "turns:turn.noom.test:443?transport=tcp";

  @RegisterExtension final LogRecorder log = new LogRecorder();

  @Test
  void without_a_word_of_the_administrator_there_are_none() {
    assertEquals(List.of(), servers(new FakeConfig()));
    assertEquals(Optional.empty(), iceServers(new FakeConfig()).renewal());
    assertEquals(List.of(), log.sentences());
  }

  @Test
  void fixed_ones_are_handed_on_and_only_turn_gets_the_password() {
    FakeConfig config =
        new FakeConfig()
            .ice("stun:a.test", "turn:b.test:3478", "stuns:[::1]:5349")
            .knownAs("u", "p");
    assertEquals(
        List.of(
            new IceServer(List.of("stun:a.test", "stuns:[::1]:5349"), null, null),
            new IceServer(List.of("turn:b.test:3478"), "u", "p")),
        servers(config));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a.test",
        "stun:",
        "turn:a.test?transport=sctp",
        "turn://a.test",
        "stun:a b"
      })
  void an_url_that_no_browser_would_take_stops_the_start(String url) {
    for (FakeConfig config :
        List.of(new FakeConfig().ice(url), new FakeConfig().turn(GOOD, URL, url))) {
      String said =
          assertThrows(IllegalArgumentException.class, () -> iceServers(config)).getMessage();
      assertTrue(
          said.matches("noom\\.(ice|turn)\\.urls .*" + java.util.regex.Pattern.quote(url)), said);
    }
  }

  @Test
  void fixed_turn_without_a_password_stops_the_start() {
    String said =
        assertThrows(
                IllegalArgumentException.class,
                () -> iceServers(new FakeConfig().ice("turn:a.test").knownAs("u", null)))
            .getMessage();
    assertTrue(said.startsWith("noom.ice.credential"), said);
  }

  @Test
  void each_address_has_credentials_of_its_own_to_be_renewed_at_half_their_time() {
    IceServers iceServers = iceServers(new FakeConfig().turn(GOOD, URL));
    IceServer ada = iceServers.forBrowser("10.0.0.1", null, false).get(0);
    IceServer bob = iceServers.forBrowser("10.0.0.2", null, false).get(0);
    assertEquals(List.of(URL), ada.urls());
    assertFalse(ada.credential().equals(bob.credential()));
    assertEquals(Optional.of(Duration.ofMinutes(30)), iceServers.renewal());
    assertEquals(List.of(), log.sentences());
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "5f0c3d1be2a9478",
        "changeme",
        "CHANGE-ME-CHANGE-ME-7fa1",
        "replace_with_your_own_secret",
        "this-is-an-example-9a3f",
        "0123456789abcdef",
        "aaaaaaaaaaaaaaaaaaaaaaaa",
        "abababababababababababab",
      })
  void a_secret_that_is_none_switches_turn_off_with_one_error_that_names_the_key(String secret) {
    assertEquals(List.of(), servers(new FakeConfig().turn(secret, URL)));
    assertEquals(List.of(Level.SEVERE), log.levels());
    String said = log.sentences().get(0);
    assertTrue(said.startsWith("TURN is off because of noom.turn.secret: it "), said);
    assertFalse(secret != null && said.contains(secret), said);
  }

  @Test
  void a_secret_without_a_server_is_half_a_configuration() {
    assertEquals(List.of(), servers(new FakeConfig().turn(GOOD)));
    assertEquals(List.of(Level.SEVERE), log.levels());
    assertTrue(log.sentences().get(0).contains("noom.turn.urls"), log.sentences().toString());
  }

  private static List<IceServer> servers(FakeConfig config) {
    return iceServers(config).forBrowser("10.0.0.1", "noom.test", false);
  }

  private static IceServers iceServers(FakeConfig config) {
    // A STUN server that was never started announces nothing.
    return new IceServers(config, new StunServer());
  }
}
