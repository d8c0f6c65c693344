package dev.noom.browser;

import com.microsoft.playwright.impl.driver.Driver;
import java.util.List;
import java.util.Map;

/** The Node.js that Playwright for Java carries in its own jar: nobody has to install one. */
final class Node {
  /** Our browser is the machine's; Playwright is not to fetch its own. */
  static final Map<String, String> NO_DOWNLOAD = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");

  private Node() {}

  static Driver playwright() {
    return Driver.ensureDriverInstalled(NO_DOWNLOAD, false);
  }

  static ProcessBuilder run(List<String> arguments) {
    ProcessBuilder playwright = playwright().createProcessBuilder();
    String node = playwright.command().get(0);
    ProcessBuilder process = new ProcessBuilder(node);
    process.command().addAll(arguments);
    return process;
  }
}
