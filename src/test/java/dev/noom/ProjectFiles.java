package dev.noom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The files of this project that people write, for tests that read them. */
final class ProjectFiles {
  /** What the build or a tool has made, and what a start of the server leaves behind. */
  private static final Set<Path> NOT_OURS =
      Set.of(Path.of(".git"), Path.of(".idea"), Path.of("target"), Path.of("payara/state"));

  private ProjectFiles() {}

  /** Relative to the root of the project, in order. */
  static List<Path> withExtension(String... extensions) {
    Set<String> wanted = Set.of(extensions);
    return all().stream().filter(file -> wanted.contains(extension(file))).toList();
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With a slash on every system. */
  static String name(Path file) {
    return file.toString().replace('\\', '/');
  }

  private static String extension(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static List<Path> all() {
    Path root = Path.of("");
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          root.toAbsolutePath(),
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              boolean skipped =
                  NOT_OURS.contains(relative(folder))
                      || folder.getFileName().toString().equals("node_modules");
              return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              files.add(relative(file));
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files.stream().sorted().toList();
  }

  private static Path relative(Path path) {
    return Path.of("").toAbsolutePath().relativize(path);
  }
}
