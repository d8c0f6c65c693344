package dev.noom.browser;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The programs of coturn, foreign to us: found, or installed where that is possible. Elsewhere a
 * test that needs them is reported as aborted, with the sentence that says what is missing.
 */
final class Coturn {
  private Coturn() {}

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
    List<String> command = new ArrayList<>(List.of(program(program).toString()));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
