package dev.noom.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds a browser on this machine, or installs one, so that the test command needs nothing but a
 * JDK. A machine without a browser never skips these tests: it says in one sentence what is
 * missing.
 *
 * @param name for people
 * @param variable of the environment, or property, that names the file to be used
 * @param programs what its file may be called, the best first
 * @param applications where it is on a Mac
 * @param aptPackage what Debian calls it
 */
record BrowserFinder(
    String name,
    String variable,
    List<String> programs,
    List<Path> applications,
    String aptPackage) {
  static final BrowserFinder CHROMIUM =
      new BrowserFinder(
          "Chromium or Chrome",
          "NOOM_CHROMIUM",
          List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
          List.of(
              Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
              Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium")),
          "chromium");

  static final BrowserFinder HEADLESS_SHELL =
      new BrowserFinder(
          "Chromium's headless shell",
          "NOOM_HEADLESS_SHELL",
          List.of("chromium-headless-shell", "chrome-headless-shell"),
          List.of(),
          "chromium-headless-shell");

  static final BrowserFinder FIREFOX =
      new BrowserFinder(
          "Firefox",
          "NOOM_FIREFOX",
          List.of("firefox-esr", "firefox"),
          List.of(Path.of("/Applications/Firefox.app/Contents/MacOS/firefox")),
          "firefox-esr");

  /** The file of the browser: that which was chosen, one that is installed, or a new one. */
  Path find() {
    return look().orElseThrow(this::missing);
  }

  /** The same, for one that a test can do without. */
  Optional<Path> look() {
    return onThisMachine().or(this::fromPackages);
  }

  /**
   * The same, for a browser that Playwright can download.
   *
   * @param itsOwn where Playwright keeps it
   */
  Path find(Path itsOwn) {
    return onThisMachine()
        .or(() -> Optional.of(itsOwn).filter(Files::isExecutable))
        .or(this::fromPackages)
        .or(() -> fromPlaywright(itsOwn))
        .orElseThrow(this::missing);
  }

  private Optional<Path> onThisMachine() {
    return chosen().or(this::installed);
  }

  private Optional<Path> chosen() {
    String file = System.getProperty(variable, System.getenv(variable));
    if (file == null || file.isBlank()) {
      return Optional.empty();
    }
    if (!Files.isExecutable(Path.of(file))) {
      throw new IllegalStateException(variable + " names " + file + ", which cannot be run.");
    }
    return Optional.of(Path.of(file));
  }

  private Optional<Path> installed() {
    Stream<Path> onPath =
        programs.stream()
            .flatMap(Packages::onPath)
            // Ubuntu's may be a script that only asks for a snap.
            .filter(file -> Files.isExecutable(file) && !isSnapStub(file));
    return Stream.concat(onPath, applications.stream().filter(Files::isExecutable)).findFirst();
  }

  private static boolean isSnapStub(Path file) {
    try {
      return Files.size(file) < 4_096 && Files.readString(file).contains("snap install");
    } catch (IOException e) {
      return false; // Not text: a program, then.
    }
  }

  private Optional<Path> fromPackages() {
    return Packages.install(aptPackage) ? installed() : Optional.empty();
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

  private IllegalStateException missing() {
    return new IllegalStateException(
        "The browser tests need %s: install one (Debian: apt-get install %s), or name its file in %s."
            .formatted(name, aptPackage, variable));
  }
}
