package dev.noom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every link from one page of the documentation to a file or to a heading leads somewhere. */
class LinksTest {
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
  private static final Pattern CODE = Pattern.compile("```.*?```|`[^`\n]*`", Pattern.DOTALL);
  private static final Pattern HEADING = Pattern.compile("^#{1,6} (.+)$", Pattern.MULTILINE);

  @Test
  void every_relative_link_leads_somewhere() {
    List<String> broken =
        ProjectFiles.withExtension("md").stream().flatMap(LinksTest::brokenIn).toList();
    assertTrue(broken.isEmpty(), () -> String.join("\n", broken));
  }

  @Test
  void a_heading_has_the_anchor_that_github_gives_it() {
    assertEquals(
        Set.of("a-b-and-c", "nobodys-x"), anchors("# A `b`, and C\ntext\n## Nobody's: x\n"));
  }

  private static Stream<String> brokenIn(Path file) {
    return LINK.matcher(CODE.matcher(ProjectFiles.text(file)).replaceAll("code"))
        .results()
        .map(link -> link.group(1))
        .filter(link -> !ELSEWHERE.matcher(link).matches() && !leadsSomewhere(file, link))
        .map(link -> ProjectFiles.name(file) + ": " + link);
  }

  private static boolean leadsSomewhere(Path from, String link) {
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path target = path.isEmpty() ? from : from.resolveSibling(path).normalize();
    return Files.exists(target)
        && (hash < 0 || anchors(ProjectFiles.text(target)).contains(link.substring(hash + 1)));
  }

  /** In lower case, without punctuation, and with a hyphen for each space. */
  private static Set<String> anchors(String markdown) {
    return HEADING
        .matcher(markdown)
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").strip().replace(' ', '-'))
        .collect(Collectors.toSet());
  }
}
