package dev.noom.resume;

import dev.noom.config.NoomConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs and reads the secret with which a tab takes its place again. A token carries all it means,
 * {@code base64url(JSON).base64url(HMAC-SHA256)}, so a server with the key can honour it without
 * having seen the peer.
 */
@ApplicationScoped
public class ResumeTokens {
  private static final String ALGORITHM = "HmacSHA256";

  /** Kept: the static methods of {@code Json} search the class path for it each time. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  /** Longer than any token of ours; nothing longer is worth the hashing. */
  private static final int MAX_LENGTH = 2_048;

  private final SecretKeySpec key;
  private final long secondsToLive;
  private final Clock clock;

  @Inject
  public ResumeTokens(NoomConfig config) {
    this(
        config.resumeKey().orElseGet(() -> ResumeKey.keptIn(config.stateDirectory())),
        TimeUnit.HOURS.toSeconds(config.resumeTokenHours()),
        Clock.systemUTC());
  }

  /** For the container's proxy only. */
  protected ResumeTokens() {
    this(new byte[1], 0, Clock.systemUTC());
  }

  ResumeTokens(byte[] key, long secondsToLive, Clock clock) {
    this.key = new SecretKeySpec(key, ALGORITHM);
    this.secondsToLive = secondsToLive;
    this.clock = clock;
  }

  /** Makes the container make this one at the start, so that a key that cannot be kept is found. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {}

  /** What a token says: this peer, of that name, was in that room. */
  public record Seat(String room, String peer, String name) {}

  public String sign(Seat seat) {
    String claims =
        JSON.createObjectBuilder()
            .add("room", seat.room())
            .add("peer", seat.peer())
            .add("name", seat.name())
            .add("expiry", clock.instant().getEpochSecond() + secondsToLive)
            .build()
            .toString();
    byte[] payload = claims.getBytes(StandardCharsets.UTF_8);
    return ENCODER.encodeToString(payload) + "." + ENCODER.encodeToString(hmac(payload));
  }

  /**
   * What a visit to a room is known by: the same number each time for a page that knows the visit's
   * secret, and no way back from the number to the secret.
   */
  public long number(String room, String visit) {
    // No token begins like this: it begins with a brace.
    byte[] hmac = hmac(("visit " + room + "\n" + visit).getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(hmac).getLong();
  }

  /** The seat of a token that is ours and not too old; empty for anything else. */
  public Optional<Seat> read(String token) {
    int dot = token.indexOf('.');
    if (dot < 0 || token.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    byte[] payload;
    byte[] signature;
    try {
      payload = DECODER.decode(token.substring(0, dot));
      signature = DECODER.decode(token.substring(dot + 1));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    if (!MessageDigest.isEqual(signature, hmac(payload))) {
      return Optional.empty();
    }
    return Optional.of(claims(payload))
        .filter(
            claims -> clock.instant().getEpochSecond() < claims.getJsonNumber("expiry").longValue())
        .map(
            claims ->
                new Seat(
                    claims.getString("room"), claims.getString("peer"), claims.getString("name")));
  }

  private static JsonObject claims(byte[] payload) {
    try (JsonReader reader =
        JSON.createReader(new StringReader(new String(payload, StandardCharsets.UTF_8)))) {
      return reader.readObject();
    } catch (JsonException e) {
      throw new IllegalStateException("A token with a good signature is not JSON.", e);
    }
  }

  private byte[] hmac(byte[] payload) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(payload);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HmacSHA256.", e);
    }
  }
}
