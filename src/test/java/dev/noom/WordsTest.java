package dev.noom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Words that readers stumble over are not used: many of them have learned English as a third
 * language. A person is "they", a program is "it", and two words have simpler ones: see {@link
 * #INSTEAD}.
 */
class WordsTest {
  private static final Pattern REFUSED =
      Pattern.compile(
          "\\b(whoever|anew|he|his|him|himself|she|her|hers|herself)\\b", Pattern.CASE_INSENSITIVE);

  private static final String INSTEAD =
      "Say \"they\" of a person and \"it\" of a program; \"those who\", \"a client that\" or"
          + " \"again\" for the others.";

  /** What others have written, names that tests need, and the words themselves. */
  private static final Set<Path> NOT_OUR_WORDS =
      Set.of(
          Path.of("src/bench/peers/package-lock.json"),
          Path.of("src/test/java/dev/noom/WordsTest.java"),
          Path.of("src/test/resources/names/names.json"));

  @Test
  void nobody_has_to_read_these_words() {
    List<String> found =
        ProjectFiles.withExtension(
                "conf", "css", "html", "java", "js", "json", "md", "npmrc", "properties", "xml")
            .stream()
            .filter(file -> !NOT_OUR_WORDS.contains(file))
            .flatMap(WordsTest::refusedIn)
            .toList();
    assertTrue(found.isEmpty(), () -> INSTEAD + "\n" + String.join("\n", found));
  }

  @Test
  void the_words_are_found_as_words_only() {
    assertEquals(List.of("He"), words("He said."));
    assertEquals(List.of("anew"), words("made anew, newer, the chart of anewline"));
    assertEquals(List.of(), words("They hear; this; here; where; other; history; shell."));
  }

  private static List<String> words(String text) {
    return REFUSED.matcher(text).results().map(found -> found.group()).toList();
  }

  private static Stream<String> refusedIn(Path file) {
    String text = ProjectFiles.text(file);
    Matcher matcher = REFUSED.matcher(text);
    return matcher
        .results()
        .map(
            found ->
                ProjectFiles.name(file)
                    + ":"
                    + (1 + text.substring(0, found.start()).chars().filter(c -> c == '\n').count())
                    + ": "
                    + found.group());
  }
}
