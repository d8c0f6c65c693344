package dev.noom.browser;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two people behind an address translator (NAT) each, as at home or in two branches. */
@Tag("quiet")
class NatIT {
  private static final int STUN_PORT = 3478;

  private static Site site;
  private static NoomServer noom;
  private static URI home;

  @RegisterExtension final Stage stage = new Stage();

  @BeforeAll
  static void a_site_with_noom_and_its_stun_server() {
    site = new Site();
    noom =
        NoomServer.start(
            site.router(),
            "--address",
            "0.0.0.0",
            "-Dnoom.stun.port=" + STUN_PORT,
            "-Dnoom.stun.address=" + Site.SERVER);
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

  /** UDP is not blocked: the two cannot know each other's addresses. */
  @ParameterizedTest
  @ValueSource(strings = {"DROP", "REJECT"})
  void where_the_stun_port_is_closed_that_is_the_reason(String verdict) {
    site.router().filters("-p udp --dport " + STUN_PORT + " -j " + verdict);
    Person ada = comes("Ada");
    Person bob = comes("Bob");
    ada.isToldOf("Bob", "stun-unreachable");
    bob.isToldOf("Ada", "stun-unreachable");
    ada.hasReported("stun-unreachable");
  }

  private Person comes(String name) {
    List<String> flags =
        Stream.concat(
                Chromium.SLOW_CAMERA.stream(),
                Stream.of(
                    "--unsafely-treat-insecure-origin-as-secure=" + home,
                    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE " + Site.SERVER))
            .toList();
    return stage
        .visitor(name, site.computerBehindNat(), noom)
        .at(home)
        .with(flags)
        .withWindow()
        .running("clock.js")
        .comes()
        .enters(stage.room());
  }
}
