package dev.noom.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleGraphTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "import './b.js';",
        "import b from './b.js';",
        "import { b } from \"./b.js\";",
        "import {\nb,\nc as d,\n} from './b.js';",
        "import * as b from '../js/./b.js';",
        "export { b } from './b.js';",
        "export * from './b.js';",
        "let a;\nimport { b } from './b.js';",
      })
  void an_import_is_found_however_it_is_written(String code) {
    assertEquals(List.of("js/a.js", "js/b.js"), reachable(Map.of("js/a.js", code, "js/b.js", "")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "const b = await import('./b.js');",
        "/** @import { B } from './b.js' */",
        "/*\nimport './b.js';\n*/",
        "// import './b.js';",
        "const words = \"import './b.js'\";",
        "/** @type {import('./b.js').B} */ let b;",
        "export const b = './b.js';",
        "export default './b.js'.length;",
      })
  void what_is_loaded_later_or_never_is_no_import(String code) {
    assertEquals(List.of("js/a.js"), reachable(Map.of("js/a.js", code, "js/b.js", "")));
  }

  @Test
  void each_is_there_once_and_the_nearest_come_first() {
    Map<String, String> files =
        Map.of(
            "js/a.js", "import './far/b.js';\nimport './c.js';",
            "js/far/b.js", "import '../../i18n/en.js';\nimport '../c.js';",
            "js/c.js", "import './a.js';",
            "i18n/en.js", "");
    assertEquals(List.of("js/a.js", "js/far/b.js", "js/c.js", "i18n/en.js"), reachable(files));
  }

  @ParameterizedTest
  @ValueSource(strings = {"import './none.js';", "import '../../a.js';", "import 'lit';"})
  void what_a_browser_would_not_find_is_an_error_at_start(String code) {
    assertThrows(IllegalStateException.class, () -> reachable(Map.of("js/a.js", code)));
  }

  @Test
  void a_page_names_them_below_its_folder() {
    assertEquals(
        "<link rel=\"modulepreload\" href=\"./assets/1/js/a.js\">",
        ModuleGraph.preloads(Set.of("js/a.js"), "./assets/1/"));
  }

  @Test
  void what_a_page_needs_soon_gives_way_to_what_it_needs_at_once() {
    assertEquals(
        "<link rel=\"modulepreload\" fetchpriority=\"low\" href=\"./assets/1/js/a.js\">",
        ModuleGraph.preloadsOfLater(Set.of("js/a.js"), "./assets/1/"));
  }

  @Test
  void the_door_needs_its_server_at_once_and_links_to_others_later() {
    Set<String> needed = ModuleGraph.reachableFrom("js/main.js", ModuleGraphTest::source);
    assertTrue(needed.contains("js/signaling/signaling-client.js"), needed.toString());
    assertTrue(needed.contains("i18n/en.js"), needed.toString());
    assertFalse(needed.contains("js/link/peer-link.js"), needed.toString());
    assertFalse(needed.contains("js/module-retry.js"), needed.toString());
  }

  private static List<String> reachable(Map<String, String> files) {
    Function<String, Optional<String>> sources = path -> Optional.ofNullable(files.get(path));
    return List.copyOf(ModuleGraph.reachableFrom("js/a.js", sources));
  }

  private static Optional<String> source(String path) {
    try {
      return Optional.of(Files.readString(Path.of("src/main/webapp", path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
