package dev.noom.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What can be said of the page's code without a browser: its own tests pass, its types hold. */
// Ten thousand simulated calls take a slow machine some minutes.
@Timeout(15 * 60)
class JavaScriptTest {
  private static final Path TESTS = Path.of("src/test/js");

  /** Node's default leaves one processor idle. */
  private static final String CONCURRENCY =
      "--test-concurrency=" + Runtime.getRuntime().availableProcessors();

  private static final Path COMPILER = Path.of("target/typescript");

  @Test
  void the_tests_in_javascript_pass() throws Exception {
    List<String> arguments = new ArrayList<>(List.of("--test", "--test-reporter=tap", CONCURRENCY));
    try (Stream<Path> files = Files.list(TESTS)) {
      files.map(Path::toString).filter(name -> name.endsWith(".test.js")).forEach(arguments::add);
    }
    String report = run(arguments);
    List<String> summary =
        report.lines().filter(line -> line.matches("# (tests|pass|fail|skipped|todo) .*")).toList();
    System.out.println("node --test: " + summary);
    assertTrue(summary.stream().anyMatch(line -> line.matches("# tests [1-9].*")), report);
  }

  @Test
  void the_types_hold() throws Exception {
    extractCompiler();
    String config = TESTS.resolve("tsconfig.json").toString();
    run(List.of(COMPILER.resolve("tsc.js").toString(), "-p", config));
  }

  private static String run(List<String> arguments) throws IOException, InterruptedException {
    Process process = Node.run(arguments).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }

  /** The webjar is on the class path; Node reads files only. */
  private static void extractCompiler() throws IOException {
    URL pom =
        JavaScriptTest.class.getResource("/META-INF/maven/org.webjars.npm/typescript/pom.xml");
    try (JarFile file = ((JarURLConnection) pom.openConnection()).getJarFile()) {
      for (JarEntry entry : file.stream().filter(JavaScriptTest::isOfCompiler).toList()) {
        String name = entry.getName();
        Path target = COMPILER.resolve(name.substring(name.lastIndexOf('/') + 1));
        if (!Files.exists(target) || Files.size(target) != entry.getSize()) {
          Files.createDirectories(COMPILER);
          try (InputStream in = file.getInputStream(entry)) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
          }
        }
      }
    }
  }

  /** The compiler itself and the libraries' types; not the languages that it can complain in. */
  private static boolean isOfCompiler(JarEntry entry) {
    return entry
        .getName()
        .matches("META-INF/resources/webjars/typescript/[^/]+/lib/[^/]+\\.(js|ts)");
  }
}
