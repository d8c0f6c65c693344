package dev.noom.web;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which modules a page needs at once: those that its first module imports, those that they import,
 * and so on. A browser learns of a module only when it has read the one that imports it, so a page
 * that names all of them saves a round trip for each step (HTML, section 4.6.7.10: {@code
 * modulepreload}). What a module loads later, by {@code import()}, is not among them.
 *
 * <p>It reads what our modules are written like: an import begins a line, its path is relative and
 * ends in {@code .js}.
 */
final class ModuleGraph {
  private static final Pattern STATIC_IMPORT =
      Pattern.compile(
          "^(?:import|export)\\s(?:[^'\";]*\\sfrom\\s)?['\"]([^'\"]+)['\"]", Pattern.MULTILINE);

  private static final Pattern COMMENT = Pattern.compile("/\\*[^*]*+(?:\\*(?!/)[^*]*+)*+\\*/");

  private ModuleGraph() {}

  /**
   * The first module and all that it needs, each once, the nearest first.
   *
   * @param first a path such as {@code js/main.js}
   * @param sources the text of a module, by its path; empty if there is none
   * @throws IllegalStateException if a module is not there, or a path leads out of the page's files
   */
  static Set<String> reachableFrom(String first, Function<String, Optional<String>> sources) {
    Set<String> all = new LinkedHashSet<>();
    Queue<String> next = new ArrayDeque<>();
    all.add(first);
    next.add(first);
    for (String module = next.poll(); module != null; module = next.poll()) {
      String path = module;
      String code =
          sources
              .apply(path)
              .orElseThrow(() -> new IllegalStateException("There is no module " + path));
      Matcher imports = STATIC_IMPORT.matcher(COMMENT.matcher(code).replaceAll(""));
      while (imports.find()) {
        String imported = resolve(module, imports.group(1));
        if (all.add(imported)) {
          next.add(imported);
        }
      }
    }
    return all;
  }

  /**
   * The elements that go into a page's head.
   *
   * @param folder where the paths begin, as the page has to write it, with its last slash
   */
  static String preloads(Set<String> modules, String folder) {
    return links(modules, "<link rel=\"modulepreload\" href=\"" + folder);
  }

  /** The same for those that the page needs soon: they are to delay nothing that it shows. */
  static String preloadsOfLater(Set<String> modules, String folder) {
    return links(modules, "<link rel=\"modulepreload\" fetchpriority=\"low\" href=\"" + folder);
  }

  private static String links(Set<String> modules, String start) {
    return modules.stream().map(module -> start + module + "\">").collect(Collectors.joining("\n"));
  }

  /** A relative URL reference (RFC 3986, section 5.2), as far as modules have them. */
  private static String resolve(String module, String reference) {
    if (!reference.startsWith("./") && !reference.startsWith("../")) {
      throw new IllegalStateException(module + " imports " + reference + ", which is not relative");
    }
    ArrayDeque<String> path = new ArrayDeque<>();
    String folder = module.substring(0, module.lastIndexOf('/') + 1);
    for (String segment : (folder + reference).split("/")) {
      if (segment.equals("..")) {
        if (path.pollLast() == null) {
          throw new IllegalStateException(module + " imports " + reference + ", outside of all");
        }
      } else if (!segment.equals(".")) {
        path.addLast(segment);
      }
    }
    return String.join("/", path);
  }
}
