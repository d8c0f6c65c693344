package dev.noom.browser;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Noom with its defaults in a network with addresses as a company has them, where somebody counts
 * the packets and somebody else has a firewall.
 */
class OwnNetworkIT {
  private static final String SERVER = "10.10.0.5";

  /** Chromium of tests has loopback among them. */
  private static final Set<String> ADDRESSES = Set.of(SERVER, "10.20.0.7", "127.0.0.1");

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1");
  private static final int STUN_PORT = 3478;

  /** Below are the ports of services (net.ipv4.ip_local_port_range): DNS, mDNS, TURN and so on. */
  private static final int FIRST_EPHEMERAL_PORT = 32_768;

  private static final int TLS_PORT = NoomServer.freePort();

  /** Whom Chromium 156 asks of its own accord, whatever page it shows. */
  private static final List<String> OF_CHROMIUM =
      List.of(
          "accounts.google.com",
          "clients2.google.com",
          "content-autofill.googleapis.com",
          "optimizationguide-pa.googleapis.com",
          "update.googleapis.com");

  /** Every other name is asked for in DNS, as it is by a person's browser. */
  private static final List<String> RESOLVING =
      Stream.concat(
              Chromium.SLOW_CAMERA.stream(),
              Stream.of(
                  OF_CHROMIUM.stream()
                      .map(name -> "MAP " + name + " ~NOTFOUND")
                      .collect(joining(",", "--host-resolver-rules=", ""))))
          .toList();

  private static Network network;
  private static NoomServer noom;

  /** While Noom started, and its launcher asked whether it is ready. */
  private static List<Capture.Packet> ofTheStart;

  @RegisterExtension final Stage stage = new Stage();

  @BeforeAll
  static void a_company() {
    Capture.program();
    network = Network.with(SERVER + "/24", "10.20.0.7/16").sendsEverythingElseTo("10.10.0.254");
    try (Capture capture = Capture.of(network)) {
      noom =
          NoomServer.start(
              network,
              "--address",
              "0.0.0.0",
              "--tls",
              "" + TLS_PORT,
              "-Dnoom.stun.port=" + STUN_PORT,
              // It has several here, and an answer from another one is none.
              "-Dnoom.stun.address=" + SERVER);
      noom.awaitReady();
      ofTheStart = capture.packets();
    }
  }

  @AfterAll
  static void its_end() {
    if (noom != null) {
      noom.close();
    }
    if (network != null) {
      network.close();
    }
  }

  @Test
  void a_server_that_starts_sends_no_packet_to_anybody() {
    assertEquals(List.of(), ofTheStart.stream().filter(each -> !isLoopback(each)).toList());
  }

  @Test
  void a_whole_call_sends_no_packet_to_anybody_else() {
    try (Capture capture = Capture.of(network)) {
      Person ada = comes("Ada").enters(stage.room());
      Person bob = comes("Bob").enters(stage.room());
      ada.sees(bob);
      bob.sees(ada);
      bob.hears(ada);
      ada.turnsCameraOff();
      ada.turnsCameraOn();
      bob.sees(ada);
      ada.leaves();
      bob.leaves();
      List<Capture.Packet> ofTheCall = until(capture, ada);
      assertEquals(List.of(), ofTheCall.stream().filter(each -> !isOurs(each)).distinct().toList());
      assertTrue(ofTheCall.stream().anyMatch(each -> each.isOf(TLS_PORT)), "no page");
      assertTrue(ofTheCall.stream().anyMatch(each -> each.isOf(STUN_PORT)), "no STUN");
      long media = ofTheCall.stream().filter(OwnNetworkIT::isBetweenPeers).count();
      assertTrue(media > 100, media + " packets between the two");
      System.out.println(ofTheCall.size() + " packets, " + media + " between the two");
    }
  }

  /** What went before Ada's browser asks for two others: the capture would have seen them. */
  private static List<Capture.Packet> until(Capture capture, Person ada) {
    int before = capture.packets().size();
    ada.complaints().expect("elsewhere.example");
    ada.asks(
        """
        () => {
          const connection = new RTCPeerConnection({ iceServers: [{ urls: 'stun:192.0.2.1:3478' }] });
          connection.createDataChannel('any');
          connection.setLocalDescription();
          location.href = 'http://elsewhere.example/';
        }
        """,
        null);
    Patience.until(
        "STUN of somebody else is seen",
        () -> capture.packets().stream().anyMatch(each -> each.to().address().equals("192.0.2.1")));
    Patience.until(
        "a name is asked for",
        () -> capture.packets().stream().skip(before).anyMatch(each -> each.to().port() == 53));
    return capture.packets().subList(0, before);
  }

  private static boolean isLoopback(Capture.Packet packet) {
    return LOOPBACK.contains(packet.from().address()) && LOOPBACK.contains(packet.to().address());
  }

  private static boolean isOurs(Capture.Packet packet) {
    if (!ADDRESSES.containsAll(List.of(packet.from().address(), packet.to().address()))) {
      return false;
    }
    return packet.isTcp() && isOfServer(packet, TLS_PORT)
        || packet.isUdp() && isOfServer(packet, STUN_PORT)
        || isBetweenPeers(packet)
        // "That port is closed", said to the end that goes on a moment longer than the other.
        || packet.isIcmp();
  }

  private static boolean isOfServer(Capture.Packet packet, int port) {
    Capture.End server = new Capture.End(SERVER, port);
    return packet.from().equals(server) || packet.to().equals(server);
  }

  private static boolean isBetweenPeers(Capture.Packet packet) {
    return packet.isUdp()
        && packet.from().port() >= FIRST_EPHEMERAL_PORT
        && packet.to().port() >= FIRST_EPHEMERAL_PORT;
  }

  @ParameterizedTest
  @ValueSource(strings = {"DROP", "REJECT --reject-with icmp-admin-prohibited"})
  void udp_that_a_firewall_keeps_back_is_named(String verdict) {
    network.filters("-p udp -j " + verdict);
    try {
      Person ada = watching("Ada").enters(stage.room());
      Person bob = watching("Bob").enters(stage.room());
      ada.isToldOf("Bob", "udp-blocked");
      bob.isToldOf("Ada", "udp-blocked");
    } finally {
      network.filters();
    }
  }

  /** Firefox calls DTLS failed where there is no path that it could have begun on. */
  @Test
  void udp_that_a_firewall_keeps_back_is_named_in_firefox() {
    network.filters("-p udp -j DROP");
    try {
      Person ada = at("Ada").with(BrowserKind.FIREFOX).running("clock.js").comes();
      ada.enters(stage.room());
      Person bob = watching("Bob").enters(stage.room());
      ada.isToldOf("Bob", "udp-blocked");
      bob.isToldOf("Ada", "udp-blocked");
    } finally {
      network.filters();
    }
  }

  private Person comes(String name) {
    return at(name).comes();
  }

  private Person watching(String name) {
    return at(name).running("clock.js").comes();
  }

  private Visitor at(String name) {
    return stage
        .visitor(name, network, noom)
        .at(URI.create("https://" + SERVER + ":" + TLS_PORT + "/"))
        .with(RESOLVING);
  }
}
