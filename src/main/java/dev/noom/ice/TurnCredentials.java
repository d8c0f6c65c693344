package dev.noom.ice;

import dev.noom.protocol.IceServer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Credentials for a TURN server that knows the same secret and nobody's password: they say
 * themselves until when they are good, and for whom ("A REST API For Access To TURN Services",
 * draft-uberti-behave-turn-rest-00; coturn's {@code use-auth-secret}).
 */
final class TurnCredentials {
  /** The draft's choice, and the only one that every TURN server knows. */
  private static final String ALGORITHM = "HmacSHA1";

  private final List<String> urls;
  private final SecretKeySpec key;
  private final Duration ttl;
  private final Clock clock;

  TurnCredentials(List<String> urls, TurnSecret secret, Duration ttl, Clock clock) {
    this.urls = List.copyOf(urls);
    this.key = new SecretKeySpec(secret.text().getBytes(StandardCharsets.UTF_8), ALGORITHM);
    this.ttl = ttl;
    this.clock = clock;
  }

  /**
   * After so long a new one is due: the rest is for what goes wrong, and for clocks that differ.
   */
  Duration renewal() {
    return ttl.dividedBy(2);
  }

  IceServer forPeer(String id) {
    String username = clock.instant().plus(ttl).getEpochSecond() + ":" + id;
    return new IceServer(urls, username, sign(username));
  }

  private String sign(String username) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] signature = mac.doFinal(username.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM + ".", e);
    }
  }
}
