package dev.noom.browser;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Too long for the test command: {@code ./mvnw verify -Plong}. The property {@code noom.cycles}
 * says how often the server is killed under one call.
 */
@Tag("long")
// A hundred cycles of half a minute.
@Timeout(60 * 60)
class OutagesIT {
  /** What a person may wait for a server that is back, in 95 of 100 outages. */
  private static final Duration RESUME_GOAL = Duration.ofSeconds(2);

  @RegisterExtension final Stage stage = new Stage();

  private NoomServer server;

  @BeforeEach
  void a_server_that_may_go() {
    server = NoomServer.start();
    server.awaitReady();
  }

  @AfterEach
  void the_end() {
    server.close();
  }

  @Test
  void twenty_seconds_without_a_server() {
    LiveCall call = LiveCall.of(stage, server.url(), "Ada", "Bob", "Carl", "Dora").begins();
    Outage outage = Outage.of(call, server, NoomServer::kill);
    call.lasts(20);
    server = outage.ends();
    call.wasToldOfTheServersReturn();
    call.wentOn();
    System.out.println(outage);
    call.takesIn(call.person("Emil"));
  }

  @Test
  void one_call_outlives_many_servers() {
    LiveCall call = LiveCall.of(stage, server.url(), "Ada", "Bob", "Carl").begins();
    List<Duration> resumeTimes = new ArrayList<>();
    for (int cycle = 0; cycle < Integer.getInteger("noom.cycles", 10); cycle++) {
      Outage outage = Outage.of(call, server, NoomServer::kill);
      server = outage.ends();
      System.out.println(outage);
      resumeTimes.add(outage.resumeTime());
    }
    call.wentOn();
    resumeTimes.sort(null);
    Duration p95 = resumeTimes.get((resumeTimes.size() * 95 + 99) / 100 - 1);
    System.out.println("Resume time, p95 of " + resumeTimes.size() + ": " + p95.toMillis() + " ms");
    assertTrue(p95.compareTo(RESUME_GOAL) <= 0, p95 + " at p95");
    call.takesIn(call.person("Dora"));
  }
}
