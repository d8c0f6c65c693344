package dev.noom.stun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The responder on real sockets, of this machine alone. */
class StunResponderTest {
  private StunResponder responder;
  private Thread thread;

  @BeforeEach
  void a_responder_on_every_address() throws IOException {
    responder = StunResponder.bind(new InetSocketAddress(0));
    thread = new Thread(responder);
    thread.start();
  }

  @AfterEach
  void its_end() throws Exception {
    responder.close();
    thread.join();
    assertFalse(responder.isOpen());
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void it_tells_each_his_own_address(String from) throws Exception {
    assumeTrue(from.equals("127.0.0.1") || StunClient.hasIpv6(), "This machine has no IPv6.");
    try (StunClient ada = client(from);
        StunClient bob = client(from)) {
      assertEquals(ada.address(), ada.asks());
      assertEquals(bob.address(), bob.asks());
    }
  }

  @Test
  void ten_thousand_malformed_datagrams_change_nothing() throws Exception {
    try (StunClient eve = client("127.0.0.1");
        StunClient ada = client("127.0.0.1")) {
      int sent = 0;
      for (byte[] datagram : MalformedDatagrams.generate(new Random(5389), 10_000)) {
        eve.send(datagram);
        if (++sent % 500 == 0) {
          // Those before have been read when this is answered.
          assertEquals(ada.address(), ada.asks());
        }
      }
      assertTrue(thread.isAlive());
    }
  }

  @Test
  void whoever_asks_too_often_is_answered_no_more() throws Exception {
    try (StunClient eve = client("127.0.0.1")) {
      long start = System.nanoTime();
      int answers = 0;
      for (int round = 0; round < 10; round++) {
        eve.sendRequests(100);
        answers += eve.answersUntilSilenceOf(5);
      }
      answers += eve.answersUntilSilenceOf(500);
      double seconds = (System.nanoTime() - start) / 1e9;
      assertTrue(answers >= SourceLimiter.BURST, answers + " answers");
      double most = SourceLimiter.BURST + SourceLimiter.PER_SECOND * seconds + 1;
      assertTrue(answers <= most, answers + " answers in " + seconds + " s");
      // Only for as long as they do.
      assertEquals(eve.address(), eve.asks());
    }
  }

  @Test
  void its_port_is_free_again_when_it_has_ended() throws Exception {
    InetSocketAddress address = new InetSocketAddress(responder.port());
    for (int times = 0; times < 20; times++) {
      assertThrows(BindException.class, () -> StunResponder.bind(address));
      responder.close();
      thread.join();
      responder = StunResponder.bind(address);
      thread = new Thread(responder);
      thread.start();
      try (StunClient ada = client("127.0.0.1")) {
        assertEquals(ada.address(), ada.asks());
      }
    }
  }

  @Test
  void an_interruption_ends_it_in_order() throws Exception {
    thread.interrupt();
    thread.join();
    assertFalse(responder.isOpen());
  }

  private StunClient client(String from) throws IOException {
    InetAddress address = InetAddress.getByName(from);
    return new StunClient(address, new InetSocketAddress(address, responder.port()));
  }
}
