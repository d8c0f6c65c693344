package dev.noom.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.stun.StunClient;
import java.net.DatagramSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The STUN server in the WAR, asked by others. */
class StunIT {
  @RegisterExtension final Stage stage = new Stage();

  @Test
  void coturns_client_is_told_its_address() {
    stage.noom(Elsewhere.OPTIONS);
    for (String address :
        StunClient.hasIpv6() ? List.of("127.0.0.1", "::1") : List.of("127.0.0.1")) {
      String said =
          Coturn.output(
              "turnutils_stunclient", "-p", "" + Elsewhere.OWN_STUN_PORT, "-L", address, address);
      assertTrue(said.contains("UDP reflexive addr: " + address + ":"), said);
    }
  }

  @Test
  void where_its_port_is_taken_there_is_one_warning_and_everything_else_works() throws Exception {
    try (DatagramSocket taken = new DatagramSocket();
        NoomServer noom = NoomServer.start("-Dnoom.stun.port=" + taken.getLocalPort())) {
      noom.awaitReady();
      Person ada =
          stage.visitor("Ada").at(noom.url()).comes().missesTheServer().enters(stage.room());
      Person bob =
          stage.visitor("Bob").at(noom.url()).comes().missesTheServer().enters(stage.room());
      ada.sees(bob);
      assertEquals(
          List.of(), ada.asks("observed.connectionTo('Bob').getConfiguration().iceServers"));
      List<String> words = noom.log().lines().filter(line -> line.contains("STUN")).toList();
      assertEquals(1, words.size(), words.toString());
      assertTrue(words.get(0).contains("UDP port " + taken.getLocalPort()), words.toString());
      assertTrue(words.get(0).contains("noom.stun.port"), words.toString());
    }
  }
}
