package dev.noom.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server process: started, waited for, measured by the operating system, stopped. */
final class Server implements AutoCloseable {
  private static final long BOOT_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(120);
  // Linux has reported 100 ticks a second to programs on every platform for decades.
  private static final long MICROS_PER_TICK = 10_000;

  private final Process process;
  private final Thread killer;
  private final int port;
  private double bootSeconds;
  private ProcessHandle measured;

  private Server(Process process, int port) {
    this.process = process;
    this.port = port;
    killer = new Thread(this::kill);
    Runtime.getRuntime().addShutdownHook(killer);
  }

  /** Starts it on a free port of the loopback interface and waits for its page. */
  static Server start(Adapter adapter, Path logs) throws IOException, InterruptedException {
    int port = freePort();
    Adapter.Command command = adapter.command(port);
    Files.createDirectories(logs);
    ProcessBuilder builder =
        new ProcessBuilder(command.words())
            .directory(command.folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(logs.resolve(adapter.id() + ".log").toFile()));
    builder.environment().putAll(command.environment());
    long started = System.nanoTime();
    Server server = new Server(builder.start(), port);
    try {
      server.awaitPage(command.page(), started);
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
    return server;
  }

  int port() {
    return port;
  }

  /** From the start of the process to the first 200 of its page. */
  double bootSeconds() {
    return bootSeconds;
  }

  /** User and system time of all threads so far. */
  long cpuMicros() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + measured.pid() + "/stat"));
    // The name, in parentheses, may contain spaces; utime and stime are fields 14 and 15.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MICROS_PER_TICK;
  }

  long residentBytes() throws IOException {
    return residentBytes(measured);
  }

  @Override
  public void close() {
    kill();
    Runtime.getRuntime().removeShutdownHook(killer);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitPage(String page, long started) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + page);
    while (!answers(uri)) {
      if (!process.isAlive() || System.nanoTime() - started > BOOT_LIMIT_NANOS) {
        throw new IOException("The server did not answer at " + uri + "; its log is in bench/logs");
      }
      Thread.sleep(10);
    }
    bootSeconds = (System.nanoTime() - started) / 1e9;
    measured = largestOfFamily();
  }

  private static boolean answers(URI uri) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout(1_000);
    connection.setReadTimeout(5_000);
    connection.setInstanceFollowRedirects(false);
    try {
      return connection.getResponseCode() == 200;
    } catch (IOException notYet) {
      return false;
    } finally {
      connection.disconnect();
    }
  }

  /**
   * A launcher may have forked the server; the server is the process that holds the most memory.
   */
  private ProcessHandle largestOfFamily() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .max(Comparator.comparingLong(Server::residentBytesOrNone))
        .orElseThrow();
  }

  private static long residentBytesOrNone(ProcessHandle handle) {
    try {
      return residentBytes(handle);
    } catch (IOException gone) {
      return 0;
    }
  }

  private static long residentBytes(ProcessHandle handle) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + handle.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    }
  }

  /** Asks politely, waits for ten seconds, then insists; only with what this run has started. */
  private void kill() {
    List<ProcessHandle> family =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    process.destroy();
    for (ProcessHandle handle : family) {
      try {
        handle.onExit().get(10, TimeUnit.SECONDS);
      } catch (Exception e) {
        handle.destroyForcibly();
      }
    }
  }
}
