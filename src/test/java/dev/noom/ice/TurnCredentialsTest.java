package dev.noom.ice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.noom.protocol.IceServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnCredentialsTest {
  /** As {@code printf '1795363200:p9' | openssl dgst -sha1 -hmac … -binary | base64} says. */
  @Test
  void they_are_those_of_the_rest_scheme() {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(1_795_363_200L - 3_600), ZoneOffset.UTC);
    TurnSecret secret = new TurnSecret("correct horse battery staple");
    assertEquals(
        new IceServer(List.of("turn:a.test"), "1795363200:p9", "jRCzaAqbIjHETwMCD0dGiEUHwnE="),
        new TurnCredentials(List.of("turn:a.test"), secret, Duration.ofHours(1), clock)
            .forUser("p9", Duration.ofHours(1)));
  }

  @Test
  void one_address_is_one_user_whoever_joins_and_however_often() {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(1_795_363_200L), ZoneOffset.UTC);
    TurnSecret secret = new TurnSecret("correct horse battery staple");
    TurnCredentials credentials =
        new TurnCredentials(List.of("turn:a.test"), secret, Duration.ofHours(1), clock);
    String[] first = credentials.forAddress("10.0.0.1", false).username().split(":");
    String[] alone = credentials.forAddress("10.0.0.1", true).username().split(":");
    String[] other = credentials.forAddress("10.0.0.2", true).username().split(":");
    assertEquals(first[1], alone[1]);
    assertNotEquals(first[1], other[1]);
    assertFalse(first[1].contains("10.0"), first[1]);
    assertEquals("1795366800", first[0]);
    assertEquals("1795363800", alone[0]);
    assertEquals(Duration.ofMinutes(5), credentials.renewalAlone());
  }
}
