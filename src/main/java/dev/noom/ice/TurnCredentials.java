package dev.noom.ice;

import dev.noom.protocol.IceServer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Credentials for a TURN server that shares a secret with Noom and knows no passwords. The username
 * says until when they are valid and for whom ("A REST API For Access To TURN Services",
 * draft-uberti-behave-turn-rest-00; coturn's {@code use-auth-secret}).
 *
 * <p>The user is an address, in a form that does not show it. A TURN server has a quota for each
 * user, and a client that joins a hundred times from one address is one user.
 */
final class TurnCredentials {
  /** The draft's choice, and the only one that every TURN server knows. */
  private static final String ALGORITHM = "HmacSHA1";

  /** 10 min: who is alone in a room needs them for the call that is made ahead, and no other. */
  private static final Duration ALONE = Duration.ofMinutes(10);

  private static final int HOLDER_BYTES = 9;

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
   * After this time new credentials are due. The other half is a reserve, for failures and for
   * clocks that differ.
   */
  Duration renewal() {
    return ttl.dividedBy(2);
  }

  /** The same for who is alone in a room. */
  Duration renewalAlone() {
    return timeAlone().dividedBy(2);
  }

  /**
   * @param address where the browser comes from
   * @param alone whether nobody else is in its room
   */
  IceServer forAddress(String address, boolean alone) {
    return forUser(holder(address), alone ? timeAlone() : ttl);
  }

  private Duration timeAlone() {
    return ttl.compareTo(ALONE) < 0 ? ttl : ALONE;
  }

  IceServer forUser(String id, Duration time) {
    String username = clock.instant().plus(time).getEpochSecond() + ":" + id;
    return new IceServer(urls, username, Base64.getEncoder().encodeToString(sign(username)));
  }

  /** The address itself stays with us. */
  private String holder(String address) {
    byte[] hash = Arrays.copyOf(sign("address " + address), HOLDER_BYTES);
    return Base64.getUrlEncoder().encodeToString(hash);
  }

  private byte[] sign(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM + ".", e);
    }
  }
}
