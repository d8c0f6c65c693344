package dev.noom.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommentsTest {
  @Test
  void a_block_with_lines_of_its_own_goes_and_the_lines_stay() {
    assertEquals(
        "\n\n\n\nlet a;\n", Comments.outOfModule("/**\n * A.\n * @type {any}\n */\nlet a;\n"));
    assertEquals("\n\nlet b;\n", Comments.outOfModule("/** A. */\n  /* B ** / */  \nlet b;\n"));
  }

  @Test
  void a_line_of_its_own_goes_and_hides_no_block() {
    assertEquals("\nlet a; // why\n", Comments.outOfModule("  // A.\nlet a; // why\n"));
    assertEquals("\nlet a;\n", Comments.outOfModule("// /* no\nlet a;\n// */"));
  }

  @Test
  void a_type_beside_its_code_goes() {
    assertEquals(
        "let a;\nlet b;", Comments.outOfModule("/** @type {a} */ let a;\n/** B. */ let b;"));
    assertEquals("f((e).x);", Comments.outOfModule("f(/** @type {E<*>} */ (e).x);"));
    assertEquals("let a; ", Comments.outOfModule("let a; /** @type {any} */ "));
  }

  /** Nothing but these comments is missing, so no string held one. */
  @ParameterizedTest
  @MethodSource("modules")
  void no_string_looks_like_a_type(Path module) {
    for (String line : lines(module)) {
      int comment = line.indexOf("/** ");
      String before =
          line.substring(0, Math.max(comment, 0)).replaceAll("'[^']*'|`[^`]*`|\"[^\"]*\"", "");
      assertFalse(before.matches(".*['`\"].*"), line);
    }
  }

  @Test
  void styles_have_blocks_only() {
    assertEquals("\n// a {}\n", Comments.outOfStyles("/* A. */\n// a {}\n"));
  }

  @Test
  void indentation_goes_too() {
    assertEquals("a {\nb: c;\n}\n", Comments.outOfStyles("a {\n  b: c;\n}\n"));
    assertEquals("if (a) {\n\nb('  c');\n}", Comments.outOfModule("if (a) {\n\n\tb('  c');\n}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/* @type {any} */ let a;\n/*** B. */ let b;",
        "a/** no space before it, so it may stand between two words */b",
        "/** no end",
        "let a; /* what\nfollows */ let b;",
        "const glob = 'js/**/*.js';",
        "/* no end"
      })
  void everything_else_is_code(String module) {
    assertEquals(module, Comments.outOfModule(module));
  }

  static Stream<Path> modules() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/webapp"))) {
      return files.filter(file -> file.toString().endsWith(".js")).toList().stream();
    }
  }

  /** Each line is the source's or empty, and an empty one was a comment's. */
  @ParameterizedTest
  @MethodSource("modules")
  void no_line_of_code_is_lost_or_moved(Path module) {
    List<String> source = lines(module);
    List<String> without = Comments.outOfModule(String.join("\n", source)).lines().toList();
    boolean comment = false;
    for (int i = 0; i < source.size(); i++) {
      String line = source.get(i);
      comment |= line.strip().startsWith("/*") && (!line.contains("*/") || line.endsWith("*/"));
      String expected = comment || line.strip().startsWith("//") ? "" : line.stripLeading();
      expected = expected.replaceAll("/\\*\\* .*?\\*/ ?", "");
      assertEquals(expected, i < without.size() ? without.get(i) : "", module + ":" + (i + 1));
      comment &= !line.contains("*/");
    }
  }

  /** What is between two backticks is a value: nothing in it may be indented. */
  @ParameterizedTest
  @MethodSource("modules")
  void no_template_literal_is_changed(Path module) {
    String code = Comments.outOfModule(String.join("\n", lines(module)));
    String source = String.join("\n", lines(module));
    String[] parts = code.replaceAll("(?<!:)//.*", "").split("`", -1);
    assertEquals(1, parts.length % 2, "a backtick without the other");
    for (int i = 1; i < parts.length; i += 2) {
      assertTrue(source.contains('`' + parts[i] + '`'), parts[i]);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
