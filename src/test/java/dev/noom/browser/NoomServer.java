package dev.noom.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Noom as an administrator starts it: {@code java -cp target/server Start}, on a free port, and
 * without STUN unless its options say where: on loopback nobody needs it, and several run at once.
 */
public final class NoomServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final int port;
  private final Path state;
  private final List<String> options;

  /** What goes before the command. */
  private final List<String> prefix;

  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
  private final Thread undertaker = new Thread(this::stop);
  private final Process process;
  private final Launch launch;

  private NoomServer(int port, Path state, List<String> prefix, List<String> options) {
    this.port = port;
    this.state = state;
    this.prefix = prefix;
    this.options = options;
    launch = Launch.choose(port, state, options);
    try {
      process =
          new ProcessBuilder(Stream.concat(prefix.stream(), launch.command().stream()).toList())
              .directory(Path.of("").toAbsolutePath().toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(undertaker);
    Thread reader = new Thread(this::read, "log of Noom");
    reader.setDaemon(true);
    reader.start();
  }

  public static NoomServer start(String... options) {
    return start(List.of(), options);
  }

  /** Where only those inside reach it. */
  static NoomServer start(Network network, String... options) {
    return start(network.prefix(), options);
  }

  private static NoomServer start(List<String> prefix, String... options) {
    try {
      Path state = Files.createTempDirectory("noom-state");
      return new NoomServer(freePort(), state, prefix, List.of(options));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One whose application can be deployed again while it runs. */
  static NoomServer startRedeployable(String... options) {
    try {
      Path state = Files.createTempDirectory("noom-state");
      Path application = state.resolve("ROOT");
      unpack(Path.of(System.getProperty("noom.war")), application);
      List<String> all = new ArrayList<>(List.of("--war", application.toString()));
      all.addAll(List.of(options));
      return new NoomServer(freePort(), state, List.of(), all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void unpack(Path war, Path folder) throws IOException {
    try (FileSystem in = FileSystems.newFileSystem(war)) {
      Launch.copy(in.getPath("/"), folder);
    }
  }

  /** Has the application deployed again, and returns when it is going; the server stays. */
  void redeploy() {
    long before = goings();
    try {
      Files.writeString(launch.redeploying(), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Patience.until("the application goes", () -> goings() > before);
  }

  private long goings() {
    return log.stream().filter(line -> line.contains("Going down:")).count();
  }

  /** Another one, at the same address and with the same state; this one must have ended. */
  NoomServer again() {
    return new NoomServer(port, state, prefix, options);
  }

  /** Waits until it says that it is ready; a server that did not start is not waited for twice. */
  public void awaitReady() {
    try {
      ready.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      ready.completeExceptionally(e);
      throw new IllegalStateException("Noom did not start:\n" + log(), e);
    }
  }

  /** Its address at the root context, with the last slash. */
  public URI url() {
    return URI.create("http://localhost:" + port + "/");
  }

  int port() {
    return port;
  }

  public String log() {
    return String.join("\n", log);
  }

  /** Waits until a line of the log contains this. */
  void awaitLog(String text) {
    Patience.until("the log says " + text, () -> log().contains(text));
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freeUdpPort() {
    try (DatagramSocket socket = new DatagramSocket()) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is in use of its heap, after a full collection. */
  public long liveHeapBytes() {
    return ask("GC.class_histogram").stream()
        .filter(line -> line.startsWith("Total"))
        .mapToLong(total -> Long.parseLong(total.strip().split("\\s+")[2]))
        .findAny()
        .orElseThrow();
  }

  /** How many objects of this class there are after a full collection, in all deployments. */
  long living(Class<?> type) {
    return ask("GC.class_histogram").stream()
        .map(line -> line.strip().split("\\s+"))
        .filter(fields -> fields.length > 3 && fields[3].equals(type.getName()))
        .mapToLong(fields -> Long.parseLong(fields[1]))
        .sum();
  }

  /** The threads that bear our name. */
  List<String> threads() {
    return ask("Thread.print").stream()
        .filter(line -> line.startsWith("\"noom-"))
        .map(line -> line.split("\"")[1])
        .sorted()
        .toList();
  }

  /** What the JDK's {@code jcmd} tells of it. */
  private List<String> ask(String question) {
    // The launcher is the parent of the server.
    long pid = process.descendants().findFirst().orElseThrow().pid();
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      Process asked = new ProcessBuilder(jcmd, "" + pid, question).start();
      try (BufferedReader answer = asked.inputReader()) {
        return answer.lines().toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it in order, as SIGTERM does. */
  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(undertaker);
    stop();
  }

  /** {@code kill -9}: it has no time to say or to write anything. */
  void kill() {
    Runtime.getRuntime().removeShutdownHook(undertaker);
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(each -> each.onExit().join());
  }

  /** It does nothing any more, and nobody is told, until {@link #thaw}. */
  void freeze() {
    signal("STOP");
  }

  void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    long pid = process.descendants().findFirst().orElseThrow().pid();
    try {
      int code = new ProcessBuilder("kill", "-" + name, "" + pid).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill -" + name + " ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void read() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.add(line);
        if (line.contains(launch.ready())) {
          ready.complete(null);
        }
      }
    } catch (IOException e) {
      log.add("The log ends here: " + e.getMessage());
    }
    ready.completeExceptionally(new IllegalStateException("It ended."));
  }

  private void stop() {
    Stream.concat(process.descendants(), Stream.of(process.toHandle()))
        .toList()
        .forEach(ProcessHandle::destroy);
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
