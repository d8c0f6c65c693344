package dev.noom.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The configuration, read through MicroProfile Config: a system property {@code
 * noom.room.capacity}, an environment variable {@code NOOM_ROOM_CAPACITY} or the server's own
 * sources. A value out of range stops the deployment with a sentence that names the key; it is
 * never corrected in silence.
 */
@ApplicationScoped
public class NoomConfig {

  /** A bad value is found when the application starts, and not by the first person who needs it. */
  void check(@Observes @Initialized(ApplicationScoped.class) Object start) {
    roomCapacity();
    resumeSeconds();
    httpsPort();
  }

  /**
   * {@code noom.room.capacity}: people in a room, 1 to 100, default 8. A mesh is comfortable with
   * 4.
   */
  public int roomCapacity() {
    return integer("noom.room.capacity", 8, 1, 100);
  }

  /**
   * {@code noom.ice.urls}: STUN or TURN URLs for the browsers, separated by commas; default none,
   * so that nothing leaves the intranet. A public STUN server is one line: {@code
   * noom.ice.urls=stun:stun.example.org:3478}.
   */
  public List<String> iceUrls() {
    return text("noom.ice.urls")
        .map(urls -> List.of(urls.strip().split("\\s*,\\s*")))
        .orElse(List.of());
  }

  /** {@code noom.ice.username}: for the TURN servers among {@link #iceUrls()}; default none. */
  public Optional<String> iceUsername() {
    return text("noom.ice.username");
  }

  /** {@code noom.ice.credential}: for the TURN servers among {@link #iceUrls()}; default none. */
  public Optional<String> iceCredential() {
    return text("noom.ice.credential");
  }

  /**
   * {@code noom.resume.seconds}: how long a resume token is good for, in seconds, 10 to 86,400,
   * default 3,600. Longer than a restart takes, shorter than a working day.
   */
  public int resumeSeconds() {
    return integer("noom.resume.seconds", 3_600, 10, 86_400);
  }

  /**
   * {@code noom.https.port}: where the same page is reached with TLS, for the sentence that sends
   * people there; default 0, unknown.
   */
  public int httpsPort() {
    return integer("noom.https.port", 0, 0, 65_535);
  }

  private static Optional<String> text(String key) {
    return config().getOptionalValue(key, String.class).filter(value -> !value.isBlank());
  }

  private static int integer(String key, int normal, int least, int most) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return normal;
    }
    try {
      int value = Integer.parseInt(text.get().strip());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw outOfRange(key, least, most, e);
    }
    throw outOfRange(key, least, most, null);
  }

  private static IllegalArgumentException outOfRange(
      String key, int least, int most, Exception cause) {
    return new IllegalArgumentException(
        key + " must be a whole number from " + least + " to " + most + ".", cause);
  }

  private static Config config() {
    return ConfigProvider.getConfig();
  }
}
