package dev.noom.signaling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.noom.Deployments;
import jakarta.json.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What one connection may do and how long, on Payara Micro, with bounds that are soon reached. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class BoundsIT {
  private static final AtomicInteger ROOMS = new AtomicInteger();

  @ArquillianResource private URL url;

  private URI base;
  private final String room = "bounds " + ROOMS.incrementAndGet();

  @Deployment(testable = false)
  static WebArchive war() {
    return Deployments.war(
        "noom.ping.seconds=1",
        "noom.ping.patience.seconds=2",
        "noom.join.seconds=2",
        "noom.resume.seconds=1");
  }

  @BeforeEach
  void address() throws URISyntaxException {
    base = url.toURI();
  }

  @Test
  void whoever_answers_no_ping_is_gone_and_whoever_does_stays() {
    try (SignalClient ada = SignalClient.open(base, room).join("Ada");
        RawClient dead = RawClient.open(base, room).join("Bob")) {
      ada.expect("welcome");
      assertEquals(RawClient.PING, dead.next().opcode());
      assertEquals(4408, dead.closeCode());
      ada.expect("left");
      ada.expectNothing();
    }
  }

  @Test
  void the_dead_may_have_much_waiting_for_them_and_hold_up_nobody() {
    try (SignalClient ada = SignalClient.open(base, room).join("Ada");
        RawClient dead = RawClient.open(base, room).join("Bob")) {
      ada.expect("welcome");
      // 4 MB: what the system's buffers take, and some more.
      for (int i = 0; i < 70; i++) {
        ada.say(Json.createObjectBuilder().add("type", "offer").add("sdp", "x".repeat(60_000)));
      }
      ada.expect("left");
      try (SignalClient eve = SignalClient.open(base, room)) {
        assertEquals(4401, eve.expectClose());
      }
      assertEquals(RawClient.TEXT, dead.next().opcode());
    }
  }

  @Test
  void whoever_does_not_join_is_sent_away() {
    try (SignalClient eve = SignalClient.open(base, room)) {
      eve.sayText("{\"type\":\"leave\"}");
      eve.expectError("not-joined");
      assertEquals(4401, eve.expectClose());
    }
  }
}
