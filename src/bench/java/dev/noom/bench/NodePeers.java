package dev.noom.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The peers that run on Node: their packages as the lock file pins them, installed once a run. */
final class NodePeers {
  private static final Path SOURCES = Path.of("src/bench/peers");

  private NodePeers() {}

  /** Copies the peers below {@code target} and runs {@code npm ci} there, if not done before. */
  static Path install(Path target) throws IOException, InterruptedException {
    requireNode();
    Path folder = target.resolve("peers");
    Path done = folder.resolve("node_modules/.package-lock.json");
    boolean isCurrent = Files.exists(done) && sameLock(folder);
    copySources(folder);
    if (!isCurrent) {
      System.out.println("Installing the peers (npm ci) in " + folder);
      run(folder, "npm", "ci");
    }
    return folder;
  }

  static Map<String, String> environment(int port) {
    return Map.of("NODE_ENV", "production", "PORT", Integer.toString(port));
  }

  /** What {@code node --version} says, or why it cannot. */
  static String nodeVersion() {
    try {
      Process process = new ProcessBuilder("node", "--version").start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "none";
    }
  }

  /** The version that the installed package says of itself. */
  static String version(Path folder, String module) {
    try {
      String json = Files.readString(folder.resolve("node_modules/" + module + "/package.json"));
      String before = "\"version\":";
      int start = json.indexOf('"', json.indexOf(before) + before.length()) + 1;
      return json.substring(start, json.indexOf('"', start));
    } catch (IOException e) {
      throw new IllegalStateException("npm ci did not install " + module, e);
    }
  }

  private static void requireNode() throws InterruptedException {
    try {
      run(Path.of("."), "node", "-e", "process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)");
      run(Path.of("."), "npm", "--version");
    } catch (IOException e) {
      throw new IllegalStateException(
          "The peers need Node 18 or newer with npm on the PATH; install it, or measure Noom alone"
              + " with -Dbench=\"--servers noom\".",
          e);
    }
  }

  private static boolean sameLock(Path folder) throws IOException {
    String name = "package-lock.json";
    return Files.exists(folder.resolve(name))
        && Files.mismatch(SOURCES.resolve(name), folder.resolve(name)) == -1;
  }

  private static void copySources(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(SOURCES)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(SOURCES.relativize(path));
        Files.createDirectories(copy.getParent());
        Files.copy(path, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void run(Path folder, String... words) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", List.of(words)) + " failed");
    }
  }
}
