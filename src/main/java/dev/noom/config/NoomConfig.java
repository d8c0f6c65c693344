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
 *
 * <p>The table of keys in docs/operations.md is made from the comments of this class; {@code
 * ConfigurationTableTest} keeps the two equal and says how to make it again.
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
    filesMax();
    recording();
    addressConnections();
    addressHandshakes();
    addressJoins();
    stunPort();
    stunAddress();
    turnTtl();
    FormerKeys.inUse(NoomConfig::text).forEach(sentence -> LOG.log(Level.WARNING, sentence));
  }

  /**
   * {@code noom.room.capacity}: people in a room. 4 is advised: a mesh is comfortable with 4.
   *
   * <p>Default: 8. Values: 1 to 100.
   */
  public int roomCapacity() {
    return integer("noom.room.capacity", 8, 1, 100);
  }

  /**
   * {@code noom.rooms}: rooms at the same time.
   *
   * <p>Default: 10,000. Values: 1 to 1,000,000.
   */
  public int rooms() {
    return integer("noom.rooms", 10_000, 1, 1_000_000);
  }

  /**
   * {@code noom.participants}: people in all rooms together, present or away. A value that does not
   * fit into the heap stops the deployment.
   *
   * <p>Default: 10,000, or what the heap has space for. Values: 1 to 1,000,000.
   */
  public int participants() {
    int most = HEAP.participantsBeside(memoryMegabytes());
    int participants =
        integer("noom.participants", Math.min(10_000, Math.max(1, most)), 1, 1_000_000);
    if (participants > Math.max(1, most)) {
      throw new IllegalArgumentException(
          "noom.participants and noom.memory.megabytes need more memory than there is: in a heap of"
              + " "
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
   * {@code noom.memory.megabytes}: memory for all messages that wait, of all connections together,
   * in MiB: messages that arrive, that a client does not read, or that are kept for those who are
   * away.
   *
   * <p>Default: a quarter of the heap. Values: 1 to half of the heap.
   */
  public int memoryMegabytes() {
    int most = Math.max(1, HEAP.megabytes() / 2);
    return integer("noom.memory.megabytes", Math.max(1, HEAP.megabytes() / 4), 1, most);
  }

  /**
   * {@code noom.ice.urls}: more STUN or TURN URLs for the browsers. With none of them nothing
   * leaves the intranet. A public STUN server is one line: {@code
   * noom.ice.urls=stun:stun.example.org:3478}.
   *
   * <p>Default: none. Values: URLs, separated by commas.
   */
  public List<String> iceUrls() {
    return list("noom.ice.urls").orElse(List.of());
  }

  /**
   * {@code noom.ice.username}: fixed user name for the TURN servers among {@code noom.ice.urls}.
   *
   * <p>Default: none.
   */
  public Optional<String> iceUsername() {
    return text("noom.ice.username");
  }

  /**
   * {@code noom.ice.credential}: fixed password for the TURN servers among {@code noom.ice.urls}.
   *
   * <p>Default: none.
   */
  public Optional<String> iceCredential() {
    return text("noom.ice.credential");
  }

  /**
   * {@code noom.stun.port}: the UDP port on which this server tells browsers their own addresses.
   * 0: no STUN.
   *
   * <p>Default: 3478. Values: 0 to 65535.
   */
  public int stunPort() {
    return integer("noom.stun.port", 3_478, 0, 65_535);
  }

  /**
   * {@code noom.stun.address}: the address of this machine on which that port is open. A machine
   * with several may answer from another one than it was asked at, and browsers ignore such an
   * answer.
   *
   * <p>Default: all of them. Values: one address.
   */
  public Optional<InetAddress> stunAddress() {
    return text("noom.stun.address").map(NoomConfig::address);
  }

  /**
   * {@code noom.stun.host}: the host by which browsers reach that port. For a page behind a proxy
   * on another machine.
   *
   * <p>Default: the host of the page.
   */
  public Optional<String> stunHost() {
    return text("noom.stun.host");
  }

  /**
   * {@code noom.turn.urls}: TURN URLs of a server that shares {@code noom.turn.secret} with this
   * one. Fixed credentials belong to {@code noom.ice.urls}.
   *
   * <p>Default: none. Values: URLs, separated by commas.
   */
  public List<String> turnUrls() {
    return list("noom.turn.urls").orElse(List.of());
  }

  /**
   * {@code noom.turn.secret}: what the TURN server has as {@code static-auth-secret}. Without it
   * TURN is off.
   *
   * <p>Default: none. Values: 16 characters or more.
   */
  public Optional<String> turnSecret() {
    return text("noom.turn.secret").map(String::strip);
  }

  /**
   * {@code noom.turn.ttl}: how long a browser's credentials for TURN are good, in minutes. They are
   * renewed at half of it. The clocks of the two servers may differ by as much.
   *
   * <p>Default: 60. Values: 1 to 1,440.
   */
  public Duration turnTtl() {
    return Duration.ofMinutes(integer("noom.turn.ttl", 60, 1, 1_440));
  }

  /**
   * {@code noom.resume.seconds}: how long a place is kept whose connection has dropped, in seconds.
   * Longer than a tunnel or a change of networks takes. The others wait as long for somebody whose
   * computer has died.
   *
   * <p>Default: 60. Values: 1 to 3,600.
   */
  public int resumeSeconds() {
    return integer("noom.resume.seconds", 60, 1, 3_600);
  }

  /**
   * {@code noom.resume.token.hours}: how long after a join its token is good, in hours. A token is
   * renewed at a join only: this is the longest call that survives a restart, and the longest such
   * restart.
   *
   * <p>Default: 24. Values: 1 to 720.
   */
  public int resumeTokenHours() {
    return integer("noom.resume.token.hours", 24, 1, 720);
  }

  /**
   * {@code noom.resume.key}: signs the resume tokens: {@code openssl rand -base64 32}. Several
   * servers with the same key honour each other's tokens.
   *
   * <p>Default: made at the first start, and kept in {@code noom.state.directory}. Values: 32 bytes
   * or more, in Base64.
   */
  public Optional<byte[]> resumeKey() {
    return text("noom.resume.key").map(NoomConfig::key);
  }

  /**
   * {@code noom.join.seconds}: how long a connection may take to join, in seconds. A page opens one
   * while the person still types, and another one if that takes longer.
   *
   * <p>Default: 10. Values: 1 to 3,600.
   */
  public int joinSeconds() {
    return integer("noom.join.seconds", 10, 1, 3_600);
  }

  /**
   * {@code noom.ping.seconds}: after so much silence a connection is asked by a ping whether it is
   * still there, in seconds. More often than proxies cut idle connections.
   *
   * <p>Default: 20. Values: 1 to 3,600.
   */
  public int pingSeconds() {
    return integer("noom.ping.seconds", 20, 1, 3_600);
  }

  /**
   * {@code noom.ping.patience.seconds}: how long a connection has to answer that ping, in seconds.
   * A Wi-Fi that changes its access point is silent for less. A sleeping laptop or a pulled cable
   * is noticed after both times together.
   *
   * <p>Default: 10. Values: 1 to 3,600.
   */
  public int pingPatienceSeconds() {
    return integer("noom.ping.patience.seconds", 10, 1, 3_600);
  }

  /**
   * {@code noom.rate.messages}: messages a second that one connection may send in the long run.
   * Half a dozen ICE restarts a second, each with its candidates.
   *
   * <p>Default: 50. Values: 1 to 1,000,000.
   */
  public int messageRate() {
    return integer("noom.rate.messages", 50, 1, 1_000_000);
  }

  /**
   * {@code noom.rate.messages.burst}: messages that one connection may send at once. A newcomer to
   * a room of 8 sends about 50, and one to a room of 100 about 600.
   *
   * <p>Default: 500. Values: 1 to 1,000,000.
   */
  public int messageBurst() {
    return integer("noom.rate.messages.burst", 500, 1, 1_000_000);
  }

  /**
   * {@code noom.rate.kilobytes}: KiB a second that one connection may send in the long run. A
   * session description has 6 to 10.
   *
   * <p>Default: 128. Values: 1 to 1,000,000.
   */
  public int kilobyteRate() {
    return integer("noom.rate.kilobytes", 128, 1, 1_000_000);
  }

  /**
   * {@code noom.rate.kilobytes.burst}: KiB that one connection may send at once.
   *
   * <p>Default: 2,048. Values: 64 to 1,000,000.
   */
  public int kilobyteBurst() {
    return integer("noom.rate.kilobytes.burst", 2_048, 64, 1_000_000);
  }

  /**
   * {@code noom.state.directory}: where the server keeps what it must still know after a restart.
   *
   * <p>Default: the folder {@code noom} in the server's own data directory if it has one that
   * lasts, else {@code .noom} in the home of its user. Values: a folder.
   */
  public Path stateDirectory() {
    return text("noom.state.directory").map(Path::of).orElseGet(NoomConfig::serversDirectory);
  }

  /**
   * {@code noom.https.port}: where the same page is served with TLS, for the sentence that sends
   * people there. {@code Start.java --tls} sets it. 0: not known.
   *
   * <p>Default: 0. Values: 0 to 65535.
   */
  public int httpsPort() {
    return integer("noom.https.port", 0, 0, 65_535);
  }

  /**
   * {@code noom.files.max}: the largest file that people in a call may send to each other, in MiB.
   * Files go from browser to browser, and this server sees nothing of them; its pages keep to this.
   * 0: no files.
   *
   * <p>Default: 2,048. Values: 0 to 1,000,000.
   */
  public int filesMax() {
    return integer("noom.files.max", 2_048, 0, 1_000_000);
  }

  /**
   * {@code noom.recording}: whether the page offers to record a call. Everybody in it is told. A
   * page cannot keep people from recording their screens with other programs.
   *
   * <p>Default: {@code on}. Values: {@code on} or {@code off}.
   */
  public boolean recording() {
    String value = text("noom.recording").map(String::strip).orElse("on");
    if (!value.equals("on") && !value.equals("off")) {
      throw new IllegalArgumentException("noom.recording must be on or off.");
    }
    return value.equals("on");
  }

  /**
   * {@code noom.origins}: other addresses whose pages may connect, such as {@code
   * https://noom.example:8443}. Compared whole, without wildcards. Noom's own page may always
   * connect, if the proxy tells its address.
   *
   * <p>Default: none. Values: origins, separated by commas.
   */
  public List<String> origins() {
    return list("noom.origins").orElse(List.of());
  }

  /**
   * {@code noom.proxies}: proxies that are believed about who asks, and for which address (headers
   * {@code X-Forwarded-For}, {@code -Proto}, {@code -Host}, {@code -Port} and {@code Forwarded}).
   * Name no network in which people's computers are.
   *
   * <p>Default: this machine: {@code 127.0.0.0/8, ::1}. Values: addresses and networks such as
   * {@code 10.0.0.0/8}, separated by commas, or {@code none}.
   */
  public List<String> proxies() {
    List<String> proxies = list("noom.proxies").orElse(List.of("127.0.0.0/8", "::1"));
    return proxies.equals(List.of("none")) ? List.of() : proxies;
  }

  /**
   * {@code noom.address.connections}: WebSockets at once from one address, or from one /64 of IPv6.
   * More get the answer 429. An office may have only one address. 0: any number.
   *
   * <p>Default: 1,000. Values: 0 to 1,000,000.
   */
  public int addressConnections() {
    return integer("noom.address.connections", 1_000, 0, 1_000_000);
  }

  /**
   * {@code noom.address.handshakes}: WebSockets begun in a minute from one address, or from one /64
   * of IPv6, and at once after a quiet minute. More get the answer 429. The default is enough for
   * 1,000 people who come back from a restart together. 0: any number.
   *
   * <p>Default: 3,000. Values: 0 to 1,000,000.
   */
  public int addressHandshakes() {
    return integer("noom.address.handshakes", 3_000, 0, 1_000_000);
  }

  /**
   * {@code noom.address.joins}: joins a minute into one room from one address, or from one /64 of
   * IPv6, in the long run. Four times as many as the room holds may come at once. More get {@code
   * too-fast}, and their pages try again. 0: any number.
   *
   * <p>Default: 120. Values: 0 to 1,000,000.
   */
  public int addressJoins() {
    return integer("noom.address.joins", 120, 0, 1_000_000);
  }

  /**
   * {@code noom.hsts.seconds}: how long a browser that has seen this server with TLS opens no
   * address of its name without TLS, in seconds (Strict-Transport-Security, RFC 6797). It counts
   * for every port of the name: 0 where other programs are served there without TLS.
   *
   * <p>Default: 2,592,000. Values: 0 to 63,072,000.
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
        "noom.resume.key must be at least 32 random bytes in Base64, as 'openssl rand -base64 32'"
            + " makes them.");
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
