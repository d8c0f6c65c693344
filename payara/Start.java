import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Starts Noom on Payara Micro with the flags that docs/operations.md explains, and says which
 * address to open as soon as the page answers. Run it as it is, nothing to compile: {@code java
 * payara/Start.java}.
 *
 * <pre>
 * --port N         plain http, default 8080
 * --tls [N]        https as well, default port 8443, with a self-signed certificate made at the first start
 * --address A      where to listen, default 127.0.0.1; with --tls every address
 * --context PATH   default /
 * --heap SIZE      default 512m
 * --war FILE       default target/ROOT.war; or a folder with what is in it, deployed again whenever its file .reload is touched
 * --server FILE    default target/server/payara-micro.jar
 * --state DIR      what must survive a restart, default payara/state
 * --archive        prepares faster starts and ends: unpacks the server and archives its classes in DIR, a minute's work,
 *                  once for each version of the server and of Java
 * --metrics        the server's figures at /metrics, for everybody who reaches the port
 * -Dkey=value      handed to the server, such as -Dnoom.room.capacity=4
 * -X…              handed to the server's Java, such as -XX:+UseSerialGC
 * </pre>
 */
public final class Start {
  private int port = 8080;
  private int tlsPort;
  private String address;
  private String context = "/";
  private String heap = "512m";
  private Path war = Path.of("target/ROOT.war");
  private Path server = Path.of("target/server/payara-micro.jar");
  private Path state = Path.of("payara/state");
  private boolean archive;
  private boolean metrics;
  private final List<String> properties = new ArrayList<>();

  public static void main(String[] args) throws Exception {
    Start start = new Start();
    start.read(args);
    System.exit(start.run());
  }

  private void read(String[] args) {
    for (int i = 0; i < args.length; i++) {
      boolean hasValue = i + 1 < args.length && !args[i + 1].startsWith("-");
      if (args[i].equals("--tls")) {
        tlsPort = hasValue ? Integer.parseInt(args[++i]) : 8443;
      } else if (args[i].equals("--archive")) {
        archive = true;
      } else if (args[i].equals("--metrics")) {
        metrics = true;
      } else if (args[i].startsWith("-D") || args[i].startsWith("-X")) {
        properties.add(args[i]);
      } else if (!hasValue) {
        throw fail("There is no option " + args[i] + ", or its value is missing.");
      } else {
        option(args[i], args[++i]);
      }
    }
    if (address == null) {
      // Without encryption a browser gives its camera to pages of its own machine only, so nobody
      // else is served.
      address = tlsPort == 0 ? "127.0.0.1" : "0.0.0.0";
    }
    if (!Files.isRegularFile(war) && !Files.isDirectory(war.resolve("WEB-INF"))) {
      throw fail(
          "There is no " + war + ", or it is no web application; build it with ./mvnw package.");
    }
    if (!Files.isRegularFile(server)) {
      throw fail("There is no " + server + "; build it with ./mvnw package.");
    }
  }

  private void option(String name, String value) {
    switch (name) {
      case "--port" -> port = Integer.parseInt(value);
      case "--address" -> address = value;
      case "--context" -> context = value;
      case "--heap" -> heap = value;
      case "--war" -> war = Path.of(value);
      case "--server" -> server = Path.of(value);
      case "--state" -> state = Path.of(value);
      default -> throw fail("There is no option " + name + ".");
    }
  }

  private int run() throws IOException, InterruptedException {
    Files.createDirectories(state);
    return archive ? archiveClasses() : serve();
  }

  private int serve() throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command()).inheritIO().start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process)));
    if (waitUntilItAnswers(process)) {
      System.out.println("\nNoom is ready: open " + url() + "\n");
    }
    return process.waitFor();
  }

  private List<String> command() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(java("java"));
    command.addAll(
        List.of("-Xmx" + heap, "-XX:+ExitOnOutOfMemoryError", "-Djava.awt.headless=true"));
    // The server's classes need 100 MB; on the way there from the default of 21 MB, each step is a
    // full collection, the last ones under load.
    command.add("-XX:MetaspaceSize=192m");
    // Half of a start is the JIT's work, on code that runs only then. So it waits for what is
    // called four times as often as usual.
    command.add("-XX:CompileThresholdScaling=4");
    if (properties.stream().noneMatch(Start::choosesCollector)) {
      // The heap is small and its objects die young: the simplest collector costs the least.
      command.add("-XX:+UseSerialGC");
    }
    command.add("-Dnoom.state.directory=" + state.toAbsolutePath());
    command.addAll(properties);
    Path jar = server;
    if (archive) {
      command.add("-XX:ArchiveClassesAtExit=" + classes());
      jar = unpacked();
    } else if (isArchived()) {
      // Where the archive does not fit this Java, it is ignored.
      command.add("-XX:SharedArchiveFile=" + classes());
      jar = unpacked();
    }
    List<String> listeners = new ArrayList<>(List.of(listen("http-listener")));
    List<String> arguments = new ArrayList<>();
    if (tlsPort != 0) {
      String password = certificate();
      // In a file that nobody else can read, and not in the list of processes that everybody can.
      Path secrets = state.resolve("secrets.args");
      writePrivately(
          secrets,
          "-Djavax.net.ssl.keyStore=\""
              + keyStore().toString().replace("\\", "/")
              + "\"\n"
              + "-Djavax.net.ssl.keyStorePassword="
              + password);
      command.add("@" + secrets);
      command.add("-Dnoom.https.port=" + tlsPort);
      listeners.add(listen("https-listener"));
      arguments.addAll(List.of("--sslport", "" + tlsPort, "--sslcert", "noom"));
    }
    Path boot = state.resolve("preboot.asadmin");
    Files.write(
        boot,
        Stream.of(listeners.stream(), threads(), discretion()).flatMap(each -> each).toList());
    command.addAll(List.of("-jar", jar.toString(), "--prebootcommandfile", boot.toString()));
    command.addAll(List.of("--nohazelcast", "--disablephonehome", "--port", "" + port));
    command.addAll(List.of("--contextroot", context, "--deploy", deployable().toString()));
    command.addAll(arguments);
    return command;
  }

  private static boolean choosesCollector(String option) {
    return option.matches("-XX:\\+Use\\w+GC");
  }

  /**
   * Nothing of Noom makes a thread wait, so a few are enough, and each message finds a warm one; by
   * default it would be another of 200 each time.
   */
  private static Stream<String> threads() {
    String pool = "set configs.config.server-config.thread-pools.thread-pool.http-thread-pool.";
    int threads = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
    return Stream.of("max", "min").map(bound -> pool + bound + "-thread-pool-size=" + threads);
  }

  /**
   * What a stranger need not be told, at the port that is for the page. And HTTP/2 with TLS only,
   * as in browsers: a proxy that lets somebody upgrade a plain connection (h2c) cannot see what is
   * asked on it.
   */
  private Stream<String> discretion() {
    String server = "set configs.config.server-config.";
    String protocol = server + "network-config.protocols.protocol.";
    // On no virtual server: without that, Payara starts what serves it all the same, twice.
    String noOpenApi = "set-openapi-configuration --enabled=false --virtualservers=none";
    return Stream.concat(
        metrics
            ? Stream.of()
            : Stream.of(server + "microprofile-metrics-configuration.enabled=false"),
        Stream.of(
            noOpenApi,
            protocol + "http-listener.http.server-header=false",
            protocol + "https-listener.http.server-header=false",
            // Our own answers say more with frame-ancestors (CSP Level 3, section 6.4.2).
            protocol + "http-listener.http.xframe-options=false",
            protocol + "https-listener.http.xframe-options=false",
            protocol + "http-listener.http.http2-enabled=false"));
  }

  /**
   * The JVM archives what its own class loaders have loaded (JEP 350). Payara Micro uses one of its
   * own, unless it was unpacked.
   */
  private int archiveClasses() throws IOException, InterruptedException {
    Files.deleteIfExists(classes());
    deleteAll(runtime());
    List<String> unpack =
        List.of(
            java("java"),
            "-jar",
            server.toString(),
            "--rootdir",
            runtime().toString(),
            "--outputlauncher");
    if (new ProcessBuilder(unpack).inheritIO().start().waitFor() != 0) {
      throw fail("The server could not be unpacked.");
    }
    Files.copy(domain(), pristineDomain());
    Process process = new ProcessBuilder(command()).inheritIO().start();
    if (!waitUntilItAnswers(process)) {
      throw fail("The server did not start.");
    }
    stop(process);
    if (!isArchived()) {
      throw fail("Java wrote no archive.");
    }
    System.out.println("\nArchived: from now on, starts with --state " + state + " are faster.\n");
    return 0;
  }

  private boolean isArchived() throws IOException {
    return Files.exists(classes())
        && Files.getLastModifiedTime(classes()).compareTo(Files.getLastModifiedTime(server)) > 0;
  }

  /**
   * The unpacked server, which would deploy once more what it had when it ended: it starts as it
   * was unpacked.
   */
  private Path unpacked() throws IOException {
    deleteAll(runtime().resolve("applications"));
    Files.copy(pristineDomain(), domain(), StandardCopyOption.REPLACE_EXISTING);
    return runtime().resolve("launch-micro.jar");
  }

  private Path classes() {
    return state.resolve("classes.jsa");
  }

  private Path runtime() {
    return state.resolve("runtime");
  }

  private Path domain() {
    return runtime().resolve("config/domain.xml");
  }

  private Path pristineDomain() {
    return runtime().resolve("config/domain.xml.pristine");
  }

  private static void deleteAll(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Payara Micro deploys what is called ROOT or ROOT.war at /, whatever --contextroot says. */
  private Path deployable() throws IOException {
    boolean isFolder = Files.isDirectory(war);
    if (isFolder && war.endsWith("ROOT") && !context.equals("/")) {
      throw fail("A folder of the name ROOT is deployed at /; give it another one.");
    }
    if (isFolder || context.equals("/")) {
      return war;
    }
    return Files.copy(war, state.resolve("noom.war"), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Payara Micro has no flag for the address it listens on; its configuration has. */
  private String listen(String listener) {
    return "set configs.config.server-config.network-config.network-listeners.network-listener."
        + listener
        + ".address="
        + address;
  }

  private boolean waitUntilItAnswers(Process process) throws InterruptedException {
    int answers = 0;
    while (process.isAlive()) {
      try {
        if (status() == 200) {
          return true;
        }
        // Its ports are open before the application is deployed; 30 s is far longer than that
        // takes.
        if (++answers == 300) {
          System.err.println("\nThe server runs, but Noom does not: its log above says why.\n");
        }
      } catch (ConnectException e) {
        // Not listening yet: what we are waiting for.
      } catch (IOException e) {
        System.err.println("Waiting for Noom: " + e.getMessage());
      }
      Thread.sleep(100);
    }
    return false;
  }

  /**
   * Of the page. By the oldest client of the JDK: the newer one would cost the starting server 0.6
   * s of CPU.
   */
  private int status() throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(url("127.0.0.1")).toURL().openConnection();
    if (connection instanceof HttpsURLConnection secure) {
      secure.setSSLSocketFactory(trustingOurselves().getSocketFactory());
      secure.setHostnameVerifier((host, session) -> true);
    }
    connection.setConnectTimeout(2_000);
    connection.setReadTimeout(5_000);
    try {
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }

  private String url() {
    return tlsPort == 0 ? url("localhost") : url("localhost") + " or " + lanUrls();
  }

  private String lanUrls() {
    return lanAddresses().stream()
        .filter(a -> a.indexOf(':') < 0)
        .map(this::url)
        .collect(Collectors.joining(" or "));
  }

  private String url(String host) {
    String base = tlsPort == 0 ? "http://" + host + ":" + port : "https://" + host + ":" + tlsPort;
    return base + (context.endsWith("/") ? context : context + "/");
  }

  private Path keyStore() {
    return state.resolve("noom.p12");
  }

  /**
   * Makes the key and the certificate if there are none, and returns the password of the key store.
   */
  private String certificate() throws IOException, InterruptedException {
    Path passwordFile = state.resolve("noom.p12.password");
    if (Files.exists(keyStore()) && Files.exists(passwordFile)) {
      return Files.readString(passwordFile).strip();
    }
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    writePrivately(passwordFile, password);
    // Browsers look at the alternative names alone; a phone comes by the address in the local
    // network.
    String names =
        Stream.concat(
                Stream.of("dns:localhost", "ip:127.0.0.1"),
                lanAddresses().stream().map(a -> "ip:" + a))
            .collect(Collectors.joining(","));
    List<String> keytool =
        List.of(
            java("keytool"),
            "-genkeypair",
            "-alias",
            "noom",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=Noom",
            "-ext",
            "san=" + names,
            "-validity",
            "825",
            "-storetype",
            "PKCS12",
            "-keystore",
            keyStore().toString(),
            "-storepass:file",
            passwordFile.toString());
    if (new ProcessBuilder(keytool).inheritIO().start().waitFor() != 0) {
      throw fail("keytool could not make a certificate.");
    }
    System.out.println("Made a self-signed certificate for " + names + " in " + keyStore());
    return password;
  }

  private static void writePrivately(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(file, text);
  }

  private static List<String> lanAddresses() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(a -> !a.isLoopbackAddress() && !a.isLinkLocalAddress())
          .map(InetAddress::getHostAddress)
          .map(a -> a.replaceAll("%.*", ""))
          .toList();
    } catch (IOException e) {
      throw fail("The network interfaces cannot be listed: " + e.getMessage());
    }
  }

  /**
   * For the one request that waits for our own server on loopback; its certificate is the one we
   * have just made.
   */
  private static SSLContext trustingOurselves() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Trusting()}, null);
      return context;
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has TLS.", e);
    }
  }

  private static final class Trusting extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private static void stop(Process process) {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String java(String tool) {
    return Path.of(System.getProperty("java.home"), "bin", tool).toString();
  }

  private static IllegalArgumentException fail(String sentence) {
    System.err.println(sentence);
    System.exit(2);
    return new IllegalArgumentException(sentence);
  }
}
