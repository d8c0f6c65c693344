package dev.noom.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AssetsTest {
  /** The page of the check has a sheet of its own. */
  private static final Set<String> OF_ANOTHER_PAGE = Set.of("check");

  @Test
  void every_sheet_is_part_of_a_page() throws IOException {
    Set<String> named = new TreeSet<>(Assets.SHEETS);
    named.addAll(OF_ANOTHER_PAGE);
    try (Stream<Path> files = Files.list(Path.of("src/main/webapp/css"))) {
      assertEquals(
          named,
          files
              .map(file -> file.getFileName().toString().replace(".css", ""))
              .collect(Collectors.toCollection(TreeSet::new)));
    }
  }
}
