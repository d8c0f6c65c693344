package dev.noom.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds a Chromium or Chrome, or installs one, so that the test command needs nothing but a JDK. A
 * machine without a browser never skips these tests: it says in one sentence what is missing.
 */
final class ChromiumFinder {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final List<Path> APPLICATIONS =
      List.of(
          Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
          Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"));

  private ChromiumFinder() {}

  /**
   * @param itsOwn where Playwright keeps the Chromium that it has downloaded, if it has
   */
  static Path find(Path itsOwn) {
    return chosen()
        .or(ChromiumFinder::installed)
        .or(() -> Optional.of(itsOwn).filter(Files::isExecutable))
        .or(ChromiumFinder::fromPackages)
        .or(() -> fromPlaywright(itsOwn))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The browser tests need Chromium or Chrome: install one (Debian, Ubuntu:"
                        + " apt-get install chromium), or name its file in NOOM_CHROMIUM."));
  }

  private static Optional<Path> chosen() {
    String name = System.getProperty("NOOM_CHROMIUM", System.getenv("NOOM_CHROMIUM"));
    if (name == null || name.isBlank()) {
      return Optional.empty();
    }
    if (!Files.isExecutable(Path.of(name))) {
      throw new IllegalStateException("NOOM_CHROMIUM names " + name + ", which cannot be run.");
    }
    return Optional.of(Path.of(name));
  }

  private static Optional<Path> installed() {
    Stream<Path> onPath =
        NAMES.stream()
            .flatMap(Packages::onPath)
            // Ubuntu's chromium-browser may be a script that only asks for a snap.
            .filter(file -> Files.isExecutable(file) && !isSnapStub(file));
    return Stream.concat(onPath, APPLICATIONS.stream().filter(Files::isExecutable)).findFirst();
  }

  private static boolean isSnapStub(Path file) {
    try {
      return Files.size(file) < 4_096 && Files.readString(file).contains("snap install");
    } catch (IOException e) {
      return false; // Not text: a program, then.
    }
  }

  private static Optional<Path> fromPackages() {
    return Packages.install("chromium") ? installed() : Optional.empty();
  }

  private static Optional<Path> fromPlaywright(Path itsOwn) {
    System.out.println("There is no Chromium on this machine: downloading Playwright's.");
    ProcessBuilder installer = Node.playwright().createProcessBuilder();
    installer.command().addAll(List.of("install", "chromium"));
    if (Packages.isRoot()) {
      installer.command().add("--with-deps");
    }
    return Packages.succeeds(installer)
        ? Optional.of(itsOwn).filter(Files::isExecutable)
        : Optional.empty();
  }
}
