package dev.noom.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The comments of {@link NoomConfig} are the table of keys: the code agrees with them, and
 * docs/operations.md shows them.
 */
class ConfigurationTableTest {
  private static final Path SOURCE = Path.of("src/main/java/dev/noom/config/NoomConfig.java");
  private static final Path PAGE = Path.of("docs/operations.md");
  private static final String WRITE = "noom.docs.write";
  private static final String BEGIN =
      "<!-- The keys, made from NoomConfig by ConfigurationTableTest -->\n";
  private static final String END = "<!-- End of the keys -->\n";

  /** A comment with a key, and the method that it belongs to. */
  private static final Pattern COMMENTED =
      Pattern.compile(
          "/\\*\\*((?:(?!\\*/).)*)\\*/\\s+public \\S+ \\w+\\(\\) \\{(.*?)\n  }", Pattern.DOTALL);

  private static final Pattern KEY =
      Pattern.compile(
          "\\{@code (noom[.\\w]+)}: (.+) <p>Default: (.+?)\\.(?: Values: (.+)\\.)?$",
          Pattern.DOTALL);
  private static final Pattern INTEGER =
      Pattern.compile("integer\\(\\s*\"(noom[.\\w]+)\", (.+), ([\\d_]+), (\\w+)\\)");
  private static final Pattern READ =
      Pattern.compile("(?:integer|text|list)\\(\\s*\"(noom[.\\w]+)");

  @Test
  void every_key_that_is_read_is_described_once() throws IOException {
    List<String> read =
        READ.matcher(Files.readString(SOURCE)).results().map(found -> found.group(1)).toList();
    assertEquals(read, keys().stream().map(Key::name).toList());
  }

  @Test
  void the_comment_says_what_the_code_does() throws IOException {
    int compared = 0;
    for (Key key : keys()) {
      Optional<MatchResult> integer = INTEGER.matcher(key.code()).results().findFirst();
      if (integer.isPresent()) {
        compared += agree(key, integer.get());
      }
    }
    assertTrue(compared > 30, () -> "numbers were hardly compared");
  }

  @Test
  void the_page_for_administrators_has_this_table() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    assertTrue(begin >= BEGIN.length() && end >= begin, () -> PAGE + " has no place for the table");
    String table = table();
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
      return;
    }
    assertEquals(
        table,
        page.substring(begin, end),
        "To make the table again: ./mvnw test -Dtest=ConfigurationTableTest -D" + WRITE + "=true");
  }

  private static String table() throws IOException {
    return keys().stream()
        .map(
            key ->
                "| `%s` | %s | %s | %s |\n"
                    .formatted(
                        key.name(), key.normal(), key.values().orElse(""), capital(key.meaning())))
        .collect(
            Collectors.joining(
                "", "| key | default | values | meaning |\n|---|---|---|---|\n", ""));
  }

  /** How many numbers of the comment the code has, too. What depends on the heap is no number. */
  private static int agree(Key key, MatchResult integer) {
    int numbers = 0;
    List<String> limits = List.of(key.values().orElseThrow().split(" to ", 2));
    List<String> said = List.of(key.normal(), limits.get(0), limits.get(1));
    for (int i = 0; i < said.size(); i++) {
      String inCode = integer.group(i + 2).replace("_", "");
      if (inCode.matches("\\d+")) {
        assertEquals(inCode, said.get(i).replace(",", ""), key.name());
        numbers++;
      }
    }
    return numbers;
  }

  private static List<Key> keys() throws IOException {
    return COMMENTED
        .matcher(Files.readString(SOURCE))
        .results()
        .map(found -> key(found.group(1), found.group(2)))
        .toList();
  }

  private static Key key(String comment, String code) {
    String text = comment.replaceAll("\\s*\n\\s*\\*? ?", " ").replaceAll(" +", " ").strip();
    MatchResult parts =
        KEY.matcher(text)
            .results()
            .findFirst()
            .orElseThrow(() -> new AssertionError("not '{@code key}: … Default: …': " + text));
    return new Key(
        parts.group(1),
        markdown(parts.group(2)),
        markdown(parts.group(3)),
        Optional.ofNullable(parts.group(4)).map(ConfigurationTableTest::markdown),
        code);
  }

  private static String markdown(String javadoc) {
    return javadoc.replaceAll("\\{@code ([^}]*)}", "`$1`");
  }

  private static String capital(String sentence) {
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }

  private record Key(
      String name, String meaning, String normal, Optional<String> values, String code) {}
}
