package dev.noom.ice;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
            .forPeer("p9"));
  }
}
