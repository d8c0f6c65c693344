package dev.noom.browser;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.room.RoomService;
import dev.noom.stun.StunClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A new version is deployed under a call, on a server that goes on running. */
@Tag("long")
class RedeployIT {
  /** What a person may wait for an application that is back. */
  private static final Duration RESUME_GOAL = Duration.ofSeconds(2);

  private static final int TIMES = 2;

  private final int stunPort = NoomServer.freeUdpPort();

  @RegisterExtension final Stage stage = new Stage();

  private NoomServer server;

  @BeforeEach
  void a_server_whose_application_may_go() {
    server =
        NoomServer.startRedeployable(
            "-Dnoom.stun.port=" + stunPort, "-Dnoom.stun.address=127.0.0.1");
    server.awaitReady();
  }

  @AfterEach
  void the_end() {
    server.close();
  }

  @Test
  void nobody_in_a_call_notices_and_nothing_of_the_former_version_stays() throws IOException {
    LiveCall call = LiveCall.of(stage, server.url(), "Ada", "Bob", "Carl", "Dora").begins();
    List<String> threads = server.threads();
    for (int time = 0; time < TIMES; time++) {
      Outage outage = Outage.of(call, server, NoomServer::redeploy);
      outage.passes();
      System.out.println(outage);
      Duration resumed = outage.resumeTime();
      assertTrue(resumed.compareTo(RESUME_GOAL) <= 0, resumed + " until all were back");
    }
    call.wentOn();
    call.takesIn(call.person("Emil"));
    assertAll(
        () -> assertEquals(threads, server.threads(), "threads"),
        () -> assertEquals(1, server.living(RoomService.class), "room services"),
        this::stunAnswers);
  }

  /** The port of the former version was free in time for this one. */
  private void stunAnswers() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (StunClient client = new StunClient(loopback, new InetSocketAddress(loopback, stunPort))) {
      assertEquals(client.address(), client.asks());
    }
  }
}
