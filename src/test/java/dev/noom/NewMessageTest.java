package dev.noom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A new relayed message is a record and its name on the wire. This test adds one to the source of
 * {@code SignalMessage}, as a stranger would, and changes nothing else.
 */
class NewMessageTest {
  private static final Path MAIN = Path.of("src/main/java");
  private static final Path RESOURCES = Path.of("src/test/resources/new-message");
  private static final Path MESSAGE = Path.of("dev/noom/protocol/SignalMessage.java");

  @TempDir static Path folder;

  private static URLClassLoader withWave;

  @BeforeAll
  static void add_a_message() throws IOException {
    String source = Files.readString(MAIN.resolve(MESSAGE));
    String name = "@JsonbSubtype(alias = \"wave\", type = SignalMessage.Wave.class),\n";
    String first = "@JsonbSubtype(alias = \"join\"";
    String record = Files.readString(RESOURCES.resolve("wave.txt"));
    int end = source.lastIndexOf('}');
    Path changed = folder.resolve("source").resolve(MESSAGE);
    Files.createDirectories(changed.getParent());
    Files.writeString(
        changed, source.substring(0, end).replace(first, name + first) + "\n" + record + "}\n");
    Path classes = Files.createDirectory(folder.resolve("classes"));
    compile(classes);
    withWave = new OwnClassesFirst(classes);
  }

  /** All that the new message touches is compiled again, in a loader of its own. */
  private static void compile(Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              ("-d|" + classes + "|-parameters|-nowarn|-proc:none|-implicit:class|-Xprefer:source")
                  .split("\\|"));
      files.setLocationFromPaths(
          StandardLocation.SOURCE_PATH,
          List.of(folder.resolve("source"), MAIN, Path.of("src/test/java")));
      boolean done =
          compiler
              .getTask(
                  said,
                  files,
                  null,
                  options,
                  null,
                  files.getJavaFileObjects(RESOURCES.resolve("Waves.java")))
              .call();
      assertEquals(true, done, said.toString());
    }
  }

  @AfterAll
  static void close() throws IOException {
    withWave.close();
  }

  @Test
  void it_is_read_relayed_and_written() throws Exception {
    call("cross");
  }

  @Test
  void what_is_no_such_message_is_refused() throws Exception {
    call("have_their_shape");
  }

  @Test
  void what_waits_for_somebody_outlives_a_newer_offer() throws Exception {
    call("outlive_a_newer_offer");
  }

  private static void call(String what) throws Exception {
    Class<?> waves = withWave.loadClass("dev.noom.room.Waves");
    try {
      waves.getMethod(what).invoke(waves.getConstructor().newInstance());
    } catch (InvocationTargetException e) {
      throw new AssertionError(what + ": " + e.getCause(), e.getCause());
    }
  }

  private static final class OwnClassesFirst extends URLClassLoader {
    private OwnClassesFirst(Path classes) throws MalformedURLException {
      super(new URL[] {classes.toUri().toURL()}, NewMessageTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        if (known == null && name.startsWith("dev.noom.")) {
          known = findClass(name);
        }
        return known == null ? super.loadClass(name, resolve) : known;
      }
    }
  }
}
