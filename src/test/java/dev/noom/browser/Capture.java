package dev.noom.browser;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every IP packet on all interfaces of a network, loopback too, as tcpdump sees them: found, or
 * installed where that is possible. Elsewhere a test that needs it is reported as aborted.
 */
final class Capture implements AutoCloseable {
  /** Without what the kernel says to make IPv6 addresses its own, which it always says. */
  private static final String WHAT = "(ip or ip6) and not icmp6 and not dst host ff02::16";

  /**
   * {@code lan Out IP 10.20.0.7.40123 > 10.10.0.5.443: Flags [S], …}; ports where there are any.
   */
  private static final Pattern LINE = Pattern.compile("\\S+ +\\S+ +(IP6?) (\\S+) > (\\S+): (.*)");

  private static final Pattern WITH_PORT = Pattern.compile("(.+)\\.(\\d+)");
  private static final Pattern IPV4 = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");

  private final Process process;
  private final ConcurrentLinkedQueue<Packet> packets = new ConcurrentLinkedQueue<>();
  private final StringBuffer said = new StringBuffer();
  private final CompletableFuture<Void> listening = new CompletableFuture<>();

  /**
   * Where a packet goes.
   *
   * @param port 0 where there is none
   */
  record End(String address, int port) {
    static End of(String family, String text) {
      Matcher parts = WITH_PORT.matcher(text);
      boolean hasPort = parts.matches() && !(family.equals("IP") && IPV4.matcher(text).matches());
      return hasPort ? new End(parts.group(1), Integer.parseInt(parts.group(2))) : new End(text, 0);
    }
  }

  /**
   * @param content what tcpdump makes of it: of a DNS query the name, of others hardly anything
   */
  record Packet(End from, End to, String content) {
    boolean isTcp() {
      return content.startsWith("Flags ");
    }

    boolean isUdp() {
      return content.startsWith("UDP,");
    }

    boolean isIcmp() {
      return content.startsWith("ICMP ");
    }

    boolean isOf(int port) {
      return from.port == port || to.port == port;
    }
  }

  private Capture(Process process) {
    this.process = process;
    read(process.inputReader(), this::hear);
    read(process.errorReader(), this::listen);
  }

  /** From now on. */
  static Capture of(Network network) {
    List<String> command = List.of(program().toString(), "-i", "any", "-n", "-t", "-l", WHAT);
    try {
      Capture capture = new Capture(network.command(command).redirectErrorStream(false).start());
      capture.awaitListening();
      return capture;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path program() {
    return installed()
        .or(() -> Packages.install("tcpdump") ? installed() : Optional.empty())
        .orElseGet(
            () ->
                abort(
                    "This test needs tcpdump (Debian, Ubuntu: apt-get install tcpdump), and was"
                        + " NOT RUN."));
  }

  private static Optional<Path> installed() {
    return Packages.onPath("tcpdump").filter(Files::isExecutable).findFirst();
  }

  /** In the order in which they went. */
  List<Packet> packets() {
    return List.copyOf(packets);
  }

  /** Ends it. A packet that it had no time for would be a packet that nobody has looked at. */
  @Override
  public void close() {
    // Not by the process itself, which would close the streams on which tcpdump says its last
    // words.
    process.toHandle().destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Patience.until("tcpdump counts", () -> said.indexOf("dropped by kernel") >= 0);
    assertTrue(said.indexOf("\n0 packets dropped by kernel") >= 0, said::toString);
  }

  private void awaitListening() {
    try {
      listening.get(30, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      process.destroy();
      throw new IllegalStateException("tcpdump did not start:\n" + said, e);
    }
  }

  private interface Hearing {
    void line(String text);
  }

  private static void read(BufferedReader from, Hearing hearing) {
    Thread thread =
        new Thread(
            () -> {
              try (from) {
                for (String line = from.readLine(); line != null; line = from.readLine()) {
                  hearing.line(line);
                }
              } catch (IOException e) {
                hearing.line(e.toString());
              }
            },
            "tcpdump");
    thread.setDaemon(true);
    thread.start();
  }

  private void listen(String line) {
    said.append('\n').append(line);
    if (line.startsWith("listening on")) {
      listening.complete(null);
    }
  }

  /** What cannot be read is kept too: it must not be overlooked. */
  private void hear(String line) {
    Matcher parts = LINE.matcher(line);
    packets.add(
        parts.matches()
            ? new Packet(
                End.of(parts.group(1), parts.group(2)),
                End.of(parts.group(1), parts.group(3)),
                parts.group(4))
            : new Packet(new End("", 0), new End("", 0), line));
  }
}
