package dev.noom.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The network to the server is cut, in the middle of a call and in the middle of a negotiation. */
class SocketsCutIT {
  @RegisterExtension final Stage stage = new Stage();

  private CuttingProxy network;

  @BeforeEach
  void a_network_to_cut() throws IOException {
    network = CuttingProxy.to(stage.noom().port());
  }

  @AfterEach
  void no_network() throws IOException {
    network.close();
  }

  @Test
  void nobody_notices_that_the_sockets_were_cut() throws IOException {
    LiveCall call = LiveCall.of(stage, network.url(), "Ada", "Bob", "Carl").begins();
    for (int time = 0; time < 3; time++) {
      List<Integer> joins = call.joins();
      network.cut();
      call.returned(joins);
    }
    call.wentOn();
  }

  @Test
  void while_the_server_is_out_of_reach_the_call_goes_on() throws IOException {
    LiveCall call = LiveCall.of(stage, network.url(), "Ada", "Bob", "Carl").begins();
    List<Integer> joins = call.joins();
    network.block();
    call.isToldOfTheServersAbsence();
    network.mend();
    call.returned(joins);
    call.wasToldOfTheServersReturn();
    call.wentOn();
    call.takesIn(call.person("Dora"));
  }

  @Test
  void cut_when_the_newcomer_has_joined_they_are_connected_anyway() {
    aNewcomerIsTakenInDespite(() -> network.cutAfter("joined"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"offer", "answer", "ice", "welcome"})
  void cut_at_a_message_that_is_lost_they_are_connected_anyway(String type) {
    aNewcomerIsTakenInDespite(() -> network.cutBefore(type));
  }

  @Test
  void a_newcomer_who_does_not_hear_of_having_joined_is_there_once() {
    aNewcomerIsTakenInDespite(() -> network.cutBefore("joined"));
  }

  @Test
  void a_newcomer_who_is_not_answered_does_not_wait_for_ever_and_is_there_once() {
    LiveCall call = LiveCall.of(stage, network.url(), "Ada", "Bob").begins();
    Person dora = call.person("Dora");
    network.silenceBefore("joined");
    call.takesIn(dora);
    assertEquals(2, dora.wire().types().stream().filter("join"::equals).count());
    call.wentOn(dora);
  }

  private void aNewcomerIsTakenInDespite(Runnable cut) {
    LiveCall call = LiveCall.of(stage, network.url(), "Ada", "Bob").begins();
    Person dora = call.person("Dora");
    cut.run();
    call.takesIn(dora);
    assertEquals(1, network.cuts());
    call.wentOn(dora);
  }
}
