package dev.noom.signaling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.noom.Deployments;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens when the time is over in which somebody may come back, on Payara Micro. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ResumeWindowIT {
  private static final int CAPACITY = 50;

  @ArquillianResource private URL url;

  private URI base;

  /** The WAR with a short window and large rooms. */
  @Deployment(testable = false)
  static WebArchive war() {
    return Deployments.war("noom.resume.seconds=1", "noom.room.capacity=" + CAPACITY);
  }

  @BeforeEach
  void address() throws URISyntaxException {
    base = url.toURI();
  }

  @Test
  void whoever_does_not_come_back_in_time_has_left_and_may_return_later() {
    try (SignalClient ada = SignalClient.open(base, "standup").join("Ada");
        SignalClient bob = SignalClient.open(base, "standup").join("Bob")) {
      ada.expect("welcome");
      assertEquals(1, ada.joined().getJsonObject("limits").getInt("resumeSeconds"));
      bob.vanish();
      JsonObject left = ada.expect("left");
      assertEquals(bob.id(), left.getString("peer"));
      assertEquals("expired", left.getString("reason"));
      ada.offers(bob, "v=0");
      ada.expectError("no-such-peer");
      try (SignalClient again = SignalClient.open(base, "standup").resume(bob)) {
        assertEquals(again.id(), ada.expect("returned").getJsonObject("peer").getString("id"));
        again.expectNothing();
      }
    }
  }

  @Test
  void many_that_vanish_at_once_leave_nobody_behind() {
    try (SignalClient ada = SignalClient.open(base, "crowd").join("Ada")) {
      List<SignalClient> crowd =
          IntStream.range(1, CAPACITY)
              .mapToObj(i -> SignalClient.open(base, "crowd").join("Person " + i))
              .toList();
      crowd.forEach(person -> ada.expect("welcome"));
      crowd.forEach(SignalClient::vanish);
      Set<String> left = new TreeSet<>();
      crowd.forEach(person -> left.add(ada.expect("left").getString("peer")));
      assertEquals(crowd.stream().map(SignalClient::id).collect(Collectors.toSet()), left);
    }
  }
}
