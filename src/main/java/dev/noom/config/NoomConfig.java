package dev.noom.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
  private static final Logger LOG = System.getLogger(NoomConfig.class.getName());

  private static final Heap HEAP = Heap.ofThisServer();

  /** A bad value is found when the application starts, and not by the first person who needs it. */
  void check(@Observes @Initialized(ApplicationScoped.class) Object start) {
    roomCapacity();
    resumeSeconds();
    rooms();
    participants();
    memoryMegabytes();
    resumeTokenHours();
    resumeKey();
    joinSeconds();
    pingSeconds();
    pingPatienceSeconds();
    messageRate();
    messageBurst();
    kilobyteRate();
    kilobyteBurst();
    httpsPort();
    hstsSeconds();
    addressConnections();
    addressHandshakes();
    addressJoins();
    stunPort();
    stunAddress();
    turnTtl();
    FormerKeys.inUse(NoomConfig::text).forEach(sentence -> LOG.log(Level.WARNING, sentence));
  }

  /**
   * {@code noom.room.capacity}: people in a room, 1 to 100, default 8. A mesh is comfortable with
   * 4.
   */
  public int roomCapacity() {
    return integer("noom.room.capacity", 8, 1, 100);
  }

  /** {@code noom.rooms}: rooms at the same time, 1 to 1,000,000, default 10,000. */
  public int rooms() {
    return integer("noom.rooms", 10_000, 1, 1_000_000);
  }

  /**
   * {@code noom.participants}: people in all rooms together, present or away, 1 to 1,000,000,
   * default 10,000, or as many as the heap has space for. A value that does not fit into the heap
   * stops the deployment.
   */
  public int participants() {
    int most = HEAP.participantsBeside(memoryMegabytes());
    int participants =
        integer("noom.participants", Math.min(10_000, Math.max(1, most)), 1, 1_000_000);
    if (participants > Math.max(1, most)) {
      throw new IllegalArgumentException(
          "noom.participants and noom.memory.megabytes need more memory than there is: in a heap of "
              + HEAP.megabytes()
              + " MiB there is space for "
              + most
              + " people beside "
              + memoryMegabytes()
              + " MiB of memory for messages.");
    }
    return participants;
  }

  /**
   * {@code noom.memory.megabytes}: what may wait in memory for everybody together, in MiB: messages
   * that arrive, that somebody does not read, that are kept for those who are away; 1 to half of
   * the heap, default a quarter of it.
   */
  public int memoryMegabytes() {
    int most = Math.max(1, HEAP.megabytes() / 2);
    return integer("noom.memory.megabytes", Math.max(1, HEAP.megabytes() / 4), 1, most);
  }

  /**
   * {@code noom.ice.urls}: STUN or TURN URLs for the browsers, separated by commas; default none,
   * so that nothing leaves the intranet. A public STUN server is one line: {@code
   * noom.ice.urls=stun:stun.example.org:3478}.
   */
  public List<String> iceUrls() {
    return list("noom.ice.urls").orElse(List.of());
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
   * {@code noom.stun.port}: the UDP port on which this server tells browsers their own addresses, 1
   * to 65,535, default 3478; 0 for none.
   */
  public int stunPort() {
    return integer("noom.stun.port", 3_478, 0, 65_535);
  }

  /**
   * {@code noom.stun.address}: one address of this machine for that port; default all of them. A
   * machine with several may answer from another one than it was asked at, which browsers ignore.
   */
  public Optional<InetAddress> stunAddress() {
    return text("noom.stun.address").map(NoomConfig::address);
  }

  /**
   * {@code noom.stun.host}: the host by which browsers reach that port; default the one by which
   * they have reached the page. For a page behind a proxy on another machine.
   */
  public Optional<String> stunHost() {
    return text("noom.stun.host");
  }

  /**
   * {@code noom.turn.urls}: TURN URLs of a server that shares {@link #turnSecret()} with this one,
   * separated by commas; default none. Fixed credentials belong to {@link #iceUrls()}.
   */
  public List<String> turnUrls() {
    return list("noom.turn.urls").orElse(List.of());
  }

  /**
   * {@code noom.turn.secret}: what the TURN server has as {@code static-auth-secret}; default none,
   * and then TURN is off.
   */
  public Optional<String> turnSecret() {
    return text("noom.turn.secret").map(String::strip);
  }

  /**
   * {@code noom.turn.ttl}: how long the credentials are good that a browser is given for TURN, in
   * minutes, 1 to 1,440, default 60. They are renewed at half of it: so far the clocks of the two
   * servers may differ.
   */
  public Duration turnTtl() {
    return Duration.ofMinutes(integer("noom.turn.ttl", 60, 1, 1_440));
  }

  /**
   * {@code noom.resume.seconds}: how long the place of somebody whose connection has dropped is
   * kept, in seconds, 1 to 3,600, default 60. Longer than a tunnel or a change of networks takes;
   * for so long the others wait for somebody whose computer has died.
   */
  public int resumeSeconds() {
    return integer("noom.resume.seconds", 60, 1, 3_600);
  }

  /**
   * {@code noom.resume.token.hours}: how long after a join its token is good for, in hours, 1 to
   * 720, default 24. A token is renewed at a join only: this is the longest call that still
   * survives a restart of the server, and the longest such restart.
   */
  public int resumeTokenHours() {
    return integer("noom.resume.token.hours", 24, 1, 720);
  }

  /**
   * {@code noom.resume.key}: signs the resume tokens, at least 32 bytes in Base64; default none,
   * and then one is made at the first start and kept in {@link #stateDirectory()}. Several servers
   * with the same key honour each other's tokens.
   */
  public Optional<byte[]> resumeKey() {
    return text("noom.resume.key").map(NoomConfig::key);
  }

  /**
   * {@code noom.join.seconds}: how long a connection may take to join, in seconds, 1 to 3,600,
   * default 10. Pages open one while their user still types; another is made if it takes longer.
   */
  public int joinSeconds() {
    return integer("noom.join.seconds", 10, 1, 3_600);
  }

  /**
   * {@code noom.ping.seconds}: after how much silence a connection is asked whether it is still
   * there, in seconds, 1 to 3,600, default 20. More often than proxies cut what is idle.
   */
  public int pingSeconds() {
    return integer("noom.ping.seconds", 20, 1, 3_600);
  }

  /**
   * {@code noom.ping.patience.seconds}: how long it has for the answer, in seconds, 1 to 3,600,
   * default 10. A Wi-Fi that changes its access point is silent for less.
   */
  public int pingPatienceSeconds() {
    return integer("noom.ping.patience.seconds", 10, 1, 3_600);
  }

  /**
   * {@code noom.rate.messages}: how many messages a second one connection may send in the long run,
   * 1 to 1,000,000, default 50. Half a dozen ICE restarts a second, each with its candidates.
   */
  public int messageRate() {
    return integer("noom.rate.messages", 50, 1, 1_000_000);
  }

  /**
   * {@code noom.rate.messages.burst}: how many it may send at once, 1 to 1,000,000, default 500. A
   * newcomer to a room of eight sends about 50, and one to a room of a hundred 600.
   */
  public int messageBurst() {
    return integer("noom.rate.messages.burst", 500, 1, 1_000_000);
  }

  /**
   * {@code noom.rate.kilobytes}: how much a second one connection may send in the long run, in KiB,
   * 1 to 1,000,000, default 128. A session description has 6 to 10.
   */
  public int kilobyteRate() {
    return integer("noom.rate.kilobytes", 128, 1, 1_000_000);
  }

  /**
   * {@code noom.rate.kilobytes.burst}: how much it may send at once, in KiB, 64 to 1,000,000,
   * default 2,048.
   */
  public int kilobyteBurst() {
    return integer("noom.rate.kilobytes.burst", 2_048, 64, 1_000_000);
  }

  /**
   * {@code noom.state.directory}: what the server must still know after a restart; default a folder
   * in the server's own data directory if it has one that lasts, else {@code .noom} in the home of
   * the user it runs as.
   */
  public Path stateDirectory() {
    return text("noom.state.directory").map(Path::of).orElseGet(NoomConfig::serversDirectory);
  }

  /**
   * {@code noom.https.port}: where the same page is reached with TLS, for the sentence that sends
   * people there; default 0, unknown.
   */
  public int httpsPort() {
    return integer("noom.https.port", 0, 0, 65_535);
  }

  /**
   * {@code noom.origins}: pages of which other addresses may connect, such as {@code
   * https://noom.example:8443}, separated by commas; compared whole, there are no wildcards.
   * Default none: only our own page may, as far as a proxy lets us know its address.
   */
  public List<String> origins() {
    return list("noom.origins").orElse(List.of());
  }

  /**
   * {@code noom.proxies}: whose word is believed about who asks and for which address (the headers
   * {@code X-Forwarded-For}, {@code -Proto}, {@code -Host}, {@code -Port} and {@code Forwarded}):
   * addresses and networks such as {@code 10.0.0.0/8}, separated by commas. Default this machine
   * itself; {@code none} for nobody.
   */
  public List<String> proxies() {
    List<String> proxies = list("noom.proxies").orElse(List.of("127.0.0.0/8", "::1"));
    return proxies.equals(List.of("none")) ? List.of() : proxies;
  }

  /**
   * {@code noom.address.connections}: connections at once from one address, or one /64 of IPv6; 0
   * to 1,000,000, default 1,000. An office may have but one address; 0 for any number.
   */
  public int addressConnections() {
    return integer("noom.address.connections", 1_000, 0, 1_000_000);
  }

  /**
   * {@code noom.address.handshakes}: connections begun in a minute from one address, or one /64 of
   * IPv6; 0 to 1,000,000, default 3,000. Enough for a thousand people to come back from a restart
   * together; 0 for any number.
   */
  public int addressHandshakes() {
    return integer("noom.address.handshakes", 3_000, 0, 1_000_000);
  }

  /**
   * {@code noom.address.joins}: how often in a minute somebody may come into one room from one
   * address, or one /64 of IPv6, in the long run; 0 to 1,000,000, default 120. Four times as many
   * as the room holds may come at once. 0 for any number.
   */
  public int addressJoins() {
    return integer("noom.address.joins", 120, 0, 1_000_000);
  }

  /**
   * {@code noom.hsts.seconds}: for how long a browser that has seen this server with TLS asks
   * without no more (Strict-Transport-Security, RFC 6797), in seconds, 0 to 63,072,000 (two years),
   * default 2,592,000 (30 days). It is meant for every port of the server's name: 0 where others
   * are served there without TLS.
   */
  public int hstsSeconds() {
    return integer("noom.hsts.seconds", 2_592_000, 0, 63_072_000);
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text.strip());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("noom.stun.address is no address: " + text, e);
    }
  }

  private static byte[] key(String text) {
    try {
      byte[] key = Base64.getDecoder().decode(text.strip());
      if (key.length >= 32) {
        return key;
      }
    } catch (IllegalArgumentException notBase64) {
      // Without the cause: its message would show a character of the secret.
      throw badKey();
    }
    throw badKey();
  }

  private static IllegalArgumentException badKey() {
    return new IllegalArgumentException(
        "noom.resume.key must be at least 32 random bytes in Base64, as 'openssl rand -base64 32' makes them.");
  }

  /** WildFly and Payara Server have one; Payara Micro's is temporary, unless it was told one. */
  private static Path serversDirectory() {
    String temporary = System.getProperty("java.io.tmpdir");
    return Stream.of("jboss.server.data.dir", "com.sun.aas.instanceRoot")
        .map(System::getProperty)
        .filter(directory -> directory != null && !Path.of(directory).startsWith(temporary))
        .map(directory -> Path.of(directory, "noom"))
        .findFirst()
        .orElse(Path.of(System.getProperty("user.home"), ".noom"));
  }

  private static Optional<List<String>> list(String key) {
    return text(key).map(values -> List.of(values.strip().split("\\s*,\\s*")));
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
