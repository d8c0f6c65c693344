package dev.noom.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AssetsTest {
  /** The page of the check has a sheet of its own. */
  private static final Set<String> OF_ANOTHER_PAGE = Set.of("check");

  /** A part of the page that comes later brings its sheet. */
  private static final Pattern LATER = Pattern.compile("loadStyle\\('([a-z-]+)'");

  @Test
  void every_sheet_is_part_of_a_page() throws IOException {
    Set<String> named = new TreeSet<>(Assets.SHEETS);
    named.addAll(OF_ANOTHER_PAGE);
    named.addAll(later());
    try (Stream<Path> files = Files.list(Path.of("src/main/webapp/css"))) {
      assertEquals(
          named,
          files
              .map(file -> file.getFileName().toString().replace(".css", ""))
              .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  private static Set<String> later() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/webapp/js"))) {
      Set<String> sheets = new TreeSet<>();
      for (Path module : files.filter(Files::isRegularFile).toList()) {
        LATER
            .matcher(Files.readString(module))
            .results()
            .forEach(found -> sheets.add(found.group(1)));
      }
      return sheets;
    }
  }
}
