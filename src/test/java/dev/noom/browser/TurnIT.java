package dev.noom.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Noom, Chromium and coturn as we ship its configuration, in a network with the addresses that are
 * its examples: 10.10.0.5 and .6 are the TURN server's, 10.20.0.0/16 has the clients.
 */
class TurnIT {
  private static final String SECRET = "d2f1c9e40b7a4836";
  private static final String ANOTHER = "d2f1c9e40b7a4837";
  private static final int STUN_PORT = 3479;
  private static final String UDP = "turn:10.10.0.5:3478?transport=udp";
  private static final String TCP = "turn:10.10.0.5:3478?transport=tcp";
  private static final String TLS = "turns:10.10.0.5:443?transport=tcp";

  /** The certificate is made for this test, and no browser knows who signed it. */
  private static final List<String> TRUSTING =
      Stream.concat(
              Chromium.SLOW_CAMERA.stream(),
              Stream.of(
                  "--ignore-certificate-errors",
                  // Chromium takes an address that is reached over TCP for a name, too.
                  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 10.10.0.5"))
          .toList();

  private static final String SELECTED_PATH =
      """
      async name => {
        const stats = await observed.connectionTo(name).getStats();
        const transport = [...stats.values()].find(({ type }) => type === 'transport');
        const pair = stats.get(transport.selectedCandidatePairId);
        const [local, remote] = [stats.get(pair.localCandidateId), stats.get(pair.remoteCandidateId)];
        return [local.candidateType, local.relayProtocol, remote.candidateType].join(' ');
      }
      """;

  @TempDir static Path directory;
  private static Network network;
  private static Coturn coturn;
  private static NoomServer noom;

  @RegisterExtension final Stage stage = new Stage();

  @BeforeAll
  static void a_company() throws Exception {
    Coturn.program("turnserver");
    network = Network.with("10.10.0.5/24", "10.10.0.6/24", "10.20.0.7/16", "10.30.0.1/16");
    coturn = Coturn.start(network, SECRET, directory);
    noom =
        NoomServer.start(
            network,
            "-Dnoom.turn.urls=" + String.join(",", UDP, TCP, TLS),
            "-Dnoom.turn.secret=" + SECRET,
            "-Dnoom.turn.ttl=1",
            "-Dnoom.stun.port=" + STUN_PORT,
            // It has several here, and an answer from another one is none.
            "-Dnoom.stun.address=10.10.0.5");
    noom.awaitReady();
  }

  @AfterAll
  static void its_end() {
    Stream.of(noom, coturn, network).filter(each -> each != null).forEach(TurnIT::close);
  }

  private static void close(AutoCloseable each) {
    try {
      each.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource({UDP + ", udp", TCP + ", tcp", TLS + ", tls"})
  void a_call_by_the_relay_alone(String url, String protocol) {
    Person ada = comes("Ada", url);
    Person bob = comes("Bob", url);
    ada.sees(bob);
    bob.sees(ada);
    bob.hears(ada);
    assertEquals("relay " + protocol + " relay", ada.asks(SELECTED_PATH, "Bob"));
    assertEquals("relay " + protocol + " relay", bob.asks(SELECTED_PATH, "Ada"));
  }

  @Test
  void chromium_is_told_its_address_by_noom() {
    Person ada = stage.visitor("Ada", network, noom).withWindow().comes().opens("");
    assertEquals(List.of(), ada.asks(UNANSWERED, "stun:10.10.0.5:" + STUN_PORT));
    // Where nobody answers, it complains: the test can fail.
    assertNotEquals(List.of(), ada.asks(UNANSWERED, "stun:10.10.0.5:9"));
  }

  /** From which of our addresses nothing was learned; it asks each for nine seconds. */
  private static final String UNANSWERED =
      """
      async urls => {
        const connection = new RTCPeerConnection({ iceServers: [{ urls }] });
        const unanswered = new Set();
        connection.onicecandidateerror = ({ address }) => address?.startsWith('10.') && unanswered.add(address);
        connection.createDataChannel('any');
        const complete = new Promise(resolve => {
          connection.onicegatheringstatechange = () => connection.iceGatheringState === 'complete' && resolve();
        });
        await connection.setLocalDescription();
        await complete;
        connection.close();
        return [...unanswered];
      }
      """;

  @Test
  void before_the_credentials_expire_every_connection_has_new_ones() {
    Person ada = comes("Ada", UDP);
    Person bob = comes("Bob", UDP);
    ada.sees(bob);
    String username = "observed.connectionTo('Bob').getConfiguration().iceServers[0].username";
    Object first = ada.asks(username);
    // They are good for a minute, and renewed every half of it.
    ada.page()
        .waitForFunction(
            "first => " + username + " > first",
            first,
            new Page.WaitForFunctionOptions().setTimeout(45_000).setPollingInterval(200));
    ada.asks("observed.connectionTo('Bob').restartIce()");
    ada.until("() => observed.signalingOf('Bob').length >= 4", null);
    ada.sees(bob);
    assertEquals("relay udp relay", ada.asks(SELECTED_PATH, "Bob"));
  }

  @Test
  void an_expired_and_a_forged_credential_are_refused_to_chromium() {
    Person ada = stage.visitor("Ada", network, noom).comes().opens("");
    long now = Instant.now().getEpochSecond();
    for (Credential credential :
        List.of(new Credential(now - 10, SECRET), new Credential(now + 600, "another secret"))) {
      assertEquals(
          401,
          ada.asks(
              GATHERS, Map.of("username", credential.name(), "credential", credential.password())));
    }
    // That one is right, and the test can fail.
    Credential good = new Credential(now + 600, SECRET);
    assertEquals(
        "relay", ada.asks(GATHERS, Map.of("username", good.name(), "credential", good.password())));
  }

  private static final String GATHERS =
      """
      credentials => new Promise(resolve => {
        const server = { urls: '%s', ...credentials };
        const connection = new RTCPeerConnection({ iceServers: [server], iceTransportPolicy: 'relay' });
        connection.onicecandidateerror = ({ errorCode }) => resolve(errorCode);
        connection.onicecandidate = ({ candidate }) => candidate?.type && resolve(candidate.type);
        connection.createDataChannel('any');
        connection.setLocalDescription();
      })
      """
          .formatted(UDP);

  @Test
  void a_secret_that_coturn_does_not_share_is_named_where_nothing_else_gets_through() {
    network.filters(
        "-p udp --dport 3478 -j ACCEPT", "-p udp --sport 3478 -j ACCEPT", "-p udp -j DROP");
    try (NoomServer other =
        NoomServer.start(network, "-Dnoom.turn.urls=" + UDP, "-Dnoom.turn.secret=" + ANOTHER)) {
      other.awaitReady();
      Person ada = blocked("Ada", other);
      Person bob = blocked("Bob", other);
      ada.isToldOf("Bob", "turn-refused");
      bob.isToldOf("Ada", "turn-refused");
      ada.leaves();
      bob.leaves();
    } finally {
      network.filters();
    }
  }

  private Person blocked(String name, NoomServer server) {
    return stage
        .visitor(name, network, server)
        .with(Chromium.SLOW_CAMERA)
        .running("clock.js")
        .comes()
        .enters(stage.room());
  }

  @Test
  void an_expired_and_a_forged_credential_are_refused_to_coturns_client() {
    long now = Instant.now().getEpochSecond();
    String expired = asksToReach("10.20.0.7", new Credential(now - 10, SECRET));
    assertTrue(expired.contains("Cannot complete Allocation"), expired);
    String forged = asksToReach("10.20.0.7", new Credential(now + 600, "another secret"));
    assertTrue(forged.contains("Cannot complete Allocation"), forged);
  }

  @Test
  void clients_are_relayed_to() throws Exception {
    Credential good = new Credential(Instant.now().getEpochSecond() + 600, SECRET);
    String echo = Coturn.program("turnutils_peer").toString();
    Process client = network.command(List.of(echo, "-L", "10.20.0.7", "-p", "3480")).start();
    try {
      String said = asksToReach("10.20.0.7", good);
      assertTrue(said.contains("Total lost packets 0 "), said);
    } finally {
      client.destroy();
      client.waitFor();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1.2.3",
        "0.0.0.0",
        "169.254.169.254",
        "169.254.0.1",
        "100.100.100.200",
        "192.0.0.192",
        "224.0.0.1",
        "239.255.255.250",
        "255.255.255.255",
        // The server's own, where everything else on it listens.
        "10.10.0.5",
        // Its neighbours, another subnet, the world.
        "10.10.0.7",
        "10.30.0.1",
        "10.19.255.255",
        "10.21.0.0",
        "192.168.0.1",
        "8.8.8.8"
      })
  void nothing_else_is_relayed_to(String peer) {
    Credential good = new Credential(Instant.now().getEpochSecond() + 600, SECRET);
    String said = asksToReach(peer, good);
    assertTrue(said.contains("403 (Forbidden IP)"), said);
  }

  private static String asksToReach(String peer, Credential credential) {
    return Coturn.output(
        network,
        "turnutils_uclient",
        "-u",
        credential.name(),
        "-w",
        credential.password(),
        "-e",
        peer,
        "-r",
        "3480",
        "-n",
        "1",
        "-m",
        "1",
        "-c",
        "10.10.0.5");
  }

  /** Made here by hand, and not by the code that is tested. */
  private record Credential(String name, String password) {
    Credential(long expiry, String secret) {
      this(expiry + ":p7", sign(expiry + ":p7", secret));
    }

    private static String sign(String name, String secret) {
      try {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        byte[] signature = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(signature);
      } catch (java.security.GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }
  }

  private Person comes(String name, String relayUrl) {
    return stage
        .visitor(name, network, noom)
        .with(TRUSTING)
        .relayedBy(relayUrl)
        .comes()
        .enters(stage.room());
  }
}
