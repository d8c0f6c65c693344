package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A person who is not seen has the reason on their tile within 15 seconds, and the server has heard
 * it.
 */
@Tag("quiet")
class DiagnosisIT {
  /** Addresses of both families, and what only a session description has. */
  private static final Pattern PERSONAL =
      Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+:|typ host|a=|\\.local|Ada|fault");

  /** Faults of faults.js that keep two browsers from connecting, each with its cause. */
  private static final Map<String, String> NO_CONNECTION =
      Map.of(
          "blackhole", "udp-blocked",
          "only-mdns", "only-mdns",
          "no-candidates", "no-remote-candidates");

  /** Faults of a browser that can be reached, each with its cause. */
  private static final Map<String, String> NOTHING_COMES =
      Map.of(
          "silent", "peer-silent",
          "dtls", "dtls-failed",
          "sends-nothing", "no-media",
          "sends-no-picture", "no-picture");

  @RegisterExtension final Stage stage = new Stage();

  @Test
  void each_fault_that_keeps_two_from_connecting_has_its_cause_on_the_tile() throws IOException {
    Person ada = meetsAll(NO_CONNECTION, stage.noom());
    reads(saves(ada, "blackhole"), "udp-blocked");
  }

  @Test
  void each_fault_of_a_browser_that_can_be_reached_has_its_cause_on_the_tile() {
    meetsAll(NOTHING_COMES, stage.noom());
  }

  @Test
  void a_turn_server_that_should_find_a_path_is_named() throws IOException {
    try (RefusingTurn refusing = new RefusingTurn();
        DatagramSocket closed = closed()) {
      Person refused = asks("Refused", refusing.url());
      Person alone = asks("Alone", "turn:" + of(closed) + "?transport=udp");
      suffers("blackhole");
      refused.isToldOf("blackhole", "turn-refused");
      alone.isToldOf("blackhole", "turn-unreachable");
      refused.sees(alone);
    }
  }

  @Test
  void a_stun_server_that_should_find_a_path_is_named() throws IOException {
    try (DatagramSocket closed = closed()) {
      Person lost = asks("Lost", "stun:" + of(closed));
      suffers("only-mdns");
      lost.isToldOf("only-mdns", "stun-unreachable");
    }
  }

  /** Where nobody answers. */
  private static DatagramSocket closed() throws IOException {
    return new DatagramSocket(0, InetAddress.getLoopbackAddress());
  }

  private static String of(DatagramSocket closed) {
    return "127.0.0.1:" + closed.getLocalPort();
  }

  private Person asks(String name, String iceUrl) {
    Visitor visitor = stage.visitor(name).with(Chromium.SLOW_CAMERA).withWindow().asking(iceUrl);
    return visitor.running("clock.js").comes().enters(stage.room());
  }

  @Test
  void a_page_that_cannot_decode_says_so_and_one_that_dies_is_gone() {
    Person ada = stage.visitor("Ada").with(Chromium.SLOW_CAMERA).running("clock.js").comes();
    ada.enters(stage.room());
    Visitor blind = stage.visitor("Bob").with(Chromium.SLOW_CAMERA).suffering("cannot-decode");
    Person bob = blind.running("clock.js").comes().enters(stage.room());
    bob.isToldOf("Ada", "not-decoded");
    ada.sees(bob);
    // A browser closes the WebSocket of a page that has died, with 1001: that is leaving.
    bob.losesThePage();
    ada.seesNobodyBut();
  }

  @Test
  void a_picture_that_no_decoder_can_read_is_named() {
    Person ada = stage.visitor("Ada").with(Chromium.SLOW_CAMERA).running("clock.js").comes();
    ada.enters(stage.room());
    suffers("encodes-nonsense");
    ada.isToldOf("encodes-nonsense", "not-decoded");
  }

  @Test
  void on_a_page_of_this_very_machine_our_stun_server_changes_no_cause() throws IOException {
    meetsAll(NO_CONNECTION, stage.noom(List.of("-Dnoom.stun.port=" + NoomServer.freeUdpPort())));
  }

  @Test
  void a_trouble_that_is_over_is_taken_back() {
    Person ada = stage.visitor("Ada").with(Chromium.SLOW_CAMERA).comes().enters(stage.room());
    Person bob = stage.visitor("Bob").with(Chromium.SLOW_CAMERA).suffering("sends-nothing").comes();
    bob.enters(stage.room());
    assertThat(ada.tile(bob).locator(".tile-notice"))
        .hasText(Words.ENGLISH.get("trouble.no-media", "name", "Bob"));
    assertThat(ada.tile(bob).locator(".tile-notice")).hasAttribute("role", "status");
    bob.asks("recover()");
    bob.turnsCameraOff();
    bob.turnsCameraOn();
    ada.sees(bob);
    assertThat(ada.tile(bob).locator(".tile-notice")).isEmpty();
    assertThat(ada.tile(bob).locator(".tile-report")).isHidden();
  }

  @Test
  void a_proxy_that_knows_no_websockets_is_named() throws IOException {
    try (PrefixProxy proxy = PrefixProxy.withoutUpgrades(stage.noom().port(), "/noom/")) {
      Person ada = stage.visitor("Ada").at(proxy.url()).comes().opens("");
      ada.complaints().expect("WebSocket connection to");
      ada.writes(stage.room());
      long begin = System.nanoTime();
      ada.presses("Enter");
      ada.isTold(Words.ENGLISH.get("notice.signaling-blocked"));
      assertSoon(begin);
      Download report = ada.page().waitForDownload(() -> ada.presses("Save report"));
      reads(Files.readString(report.path()), "signaling-blocked");
    }
  }

  @Test
  void a_server_that_is_away_is_named_and_hears_of_it_when_it_is_back() throws IOException {
    try (CuttingProxy network = CuttingProxy.to(stage.noom().port())) {
      Person ada = stage.visitor("Ada").at(network.url()).comes().enters(stage.room());
      ada.missesTheServer();
      long begin = System.nanoTime();
      network.block();
      ada.isTold(Words.ENGLISH.get("notice.server-away"));
      assertSoon(begin);
      network.mend();
      ada.isTold(Words.ENGLISH.get("notice.reconnected"));
      ada.hasReported("server-away");
    }
  }

  /**
   * Ada meets one person with each fault. Each cause is on the tile, in the report to the server,
   * and in the log.
   */
  private Person meetsAll(Map<String, String> causes, NoomServer noom) {
    Person ada =
        stage.visitor("Ada").at(noom.url()).with(Chromium.SLOW_CAMERA).running("clock.js").comes();
    ada.enters(stage.room());
    causes.keySet().forEach(fault -> suffers(fault, noom));
    causes.forEach(ada::isToldOf);
    assertThat(ada.page().locator(".tile-report:visible")).hasCount(causes.size());
    ada.hasReported(causes.values().toArray(String[]::new));
    Patience.until(
        "the log says it",
        () -> causes.values().stream().allMatch(c -> noom.log().contains("trouble " + c)));
    return ada;
  }

  private void suffers(String fault) {
    suffers(fault, stage.noom());
  }

  private void suffers(String fault, NoomServer noom) {
    stage
        .visitor(fault)
        .at(noom.url())
        .with(Chromium.SLOW_CAMERA)
        .suffering(fault)
        .comes()
        .enters(stage.room());
  }

  private static String saves(Person ada, String name) throws IOException {
    Download report =
        ada.page()
            .waitForDownload(
                () ->
                    ada.asks(
                        "name => observed.tile(name).querySelector('.tile-report').click()", name));
    return Files.readString(report.path());
  }

  private static void reads(String text, String cause) {
    JsonObject report = Json.createReader(new StringReader(text)).readObject();
    assertEquals(cause, report.getString("cause"));
    assertEquals(Words.ENGLISH.get("advice." + cause), report.getString("advice"));
    assertFalse(PERSONAL.matcher(text).find(), text);
  }

  private static void assertSoon(long begin) {
    long after = (System.nanoTime() - begin) / 1_000_000;
    assertTrue(after <= Person.SOON_MS, after + " ms");
  }
}
