package dev.noom.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * coturn, foreign to us: its server with the configuration that we ship, and its clients. Found, or
 * installed where that is possible. Elsewhere a test that needs it is reported as aborted, with the
 * sentence that says what is missing.
 */
final class Coturn implements AutoCloseable {
  /** The one that docs/operations.md tells to copy. */
  private static final Path SHIPPED = Path.of("payara/coturn/turnserver.conf");

  /** A client that is refused retries for ever. */
  private static final int CLIENT_SECONDS = 10;

  private final Process process;
  private final StringBuffer log = new StringBuffer();

  private Coturn(Process process) {
    this.process = process;
  }

  /**
   * A TURN server inside a network, by the shipped configuration with only its first part's secret
   * and certificate filled in.
   *
   * @param directory for its files
   */
  static Coturn start(Network network, String secret, Path directory) throws Exception {
    Path key = directory.resolve("key.pem");
    Path certificate = directory.resolve("certificate.pem");
    makeCertificate(key, certificate);
    String configuration =
        replaced(Files.readString(SHIPPED), "=CHANGE-ME\n", "=" + secret + "\n")
            .replace("/etc/turnserver/privkey.pem", key.toString())
            .replace("/etc/turnserver/fullchain.pem", certificate.toString());
    // Where the log goes is the one thing that a test has otherwise.
    configuration = replaced(configuration, "\nsyslog\nno-stdout-log\n", "\nlog-file=stdout\n");
    Path file = Files.writeString(directory.resolve("turnserver.conf"), configuration);
    List<String> command =
        List.of(
            program("turnserver").toString(),
            "-c",
            file.toString(),
            "--pidfile=" + directory.resolve("pid"));
    Coturn coturn = new Coturn(network.command(command).start());
    coturn.awaitListening();
    return coturn;
  }

  private static String replaced(String text, String part, String by) {
    assertTrue(text.contains(part), SHIPPED + " has no longer " + part);
    return text.replace(part, by);
  }

  private static void makeCertificate(Path key, Path certificate) throws Exception {
    Process openssl =
        new ProcessBuilder(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-subj",
                "/CN=turn.noom.test",
                "-addext",
                "subjectAltName=IP:10.10.0.5",
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, openssl.waitFor(), said);
  }

  private void awaitListening() throws InterruptedException {
    CompletableFuture<Void> listening = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(listening), "log of coturn");
    reader.setDaemon(true);
    reader.start();
    try {
      listening.get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      close();
      throw new IllegalStateException("coturn did not start:\n" + log, e);
    }
  }

  private void read(CompletableFuture<Void> listening) {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.append(line).append('\n');
        // The last it begins with; it listens before.
        if (line.contains("(admin thread)")) {
          listening.complete(null);
        }
      }
    } catch (IOException e) {
      log.append(e);
    }
    listening.completeExceptionally(new IllegalStateException("It ended."));
  }

  String log() {
    return log.toString();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static Path program(String name) {
    return installed(name)
        .or(() -> Packages.install("coturn") ? installed(name) : Optional.empty())
        .orElseGet(
            () ->
                abort(
                    "This test needs coturn's "
                        + name
                        + " (Debian, Ubuntu: apt-get install coturn), and was NOT RUN."));
  }

  private static Optional<Path> installed(String name) {
    return Packages.onPath(name).filter(Files::isExecutable).findFirst();
  }

  /** What one of its clients prints, whatever becomes of it. */
  static String output(String program, String... arguments) {
    return output(new ProcessBuilder(client(program, arguments)));
  }

  /** The same inside a network. */
  static String output(Network network, String program, String... arguments) {
    return output(network.command(client(program, arguments)));
  }

  private static List<String> client(String program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program(program).toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static String output(ProcessBuilder client) {
    try {
      Process process = client.redirectErrorStream(true).start();
      process.getOutputStream().close();
      CompletableFuture.delayedExecutor(CLIENT_SECONDS, TimeUnit.SECONDS)
          .execute(process::destroyForcibly);
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
