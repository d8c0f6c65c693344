package dev.noom.browser;

import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The server stops or dies under a call, and no picture stops. */
class ServerGoneIT {
  private static NoomServer server;

  @RegisterExtension final Stage stage = new Stage();

  @BeforeAll
  static void a_server_that_may_go() {
    server = NoomServer.start();
    server.awaitReady();
  }

  @AfterAll
  static void the_end() {
    server.close();
  }

  @Test
  void an_orderly_stop_and_a_start_under_a_call() {
    goesAndComesBack(NoomServer::close);
  }

  @Test
  void kill_9_and_a_start_under_a_call() {
    goesAndComesBack(NoomServer::kill);
  }

  private void goesAndComesBack(Consumer<NoomServer> going) {
    LiveCall call = LiveCall.of(stage, server.url(), "Ada", "Bob", "Carl").begins();
    Outage outage = Outage.of(call, server, going);
    call.isToldOfTheServersAbsence();
    server = outage.ends();
    call.wasToldOfTheServersReturn();
    call.wentOn();
    System.out.println(outage);
    call.takesIn(call.person("Dora"));
  }
}
