package dev.noom.browser;

import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.impl.PlaywrightImpl;
import com.microsoft.playwright.impl.driver.Driver;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Node.js that Playwright for Java carries in its own jar: nobody has to install one. */
final class Node {
  /** Our browser is the machine's; Playwright is not to fetch its own. */
  static final Map<String, String> NO_DOWNLOAD = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");

  /** Playwright's property for where its driver is. */
  private static final String UNPACKED = "playwright.cli.dir";

  private Node() {}

  static Driver playwright() {
    return Driver.ensureDriverInstalled(NO_DOWNLOAD, false);
  }

  /**
   * A Playwright that is inside a network together with all the browsers that it starts: it speaks
   * to Firefox over TCP, at an address which only those inside reach.
   */
  static Playwright playwrightInside(Network network) {
    Path node = Path.of(playwright().createProcessBuilder().command().get(0));
    Map<String, String> options = new HashMap<>(NO_DOWNLOAD);
    options.put(Driver.PLAYWRIGHT_NODEJS_PATH, network.wrapperOf(node).toString());
    // Playwright has one driver a JVM, and another one only if it is asked so. It is unpacked
    // already.
    System.setProperty(UNPACKED, playwright().driverDir().toString());
    try {
      return PlaywrightImpl.createImpl(new Playwright.CreateOptions().setEnv(options), true);
    } finally {
      System.clearProperty(UNPACKED);
    }
  }

  static ProcessBuilder run(List<String> arguments) {
    ProcessBuilder playwright = playwright().createProcessBuilder();
    String node = playwright.command().get(0);
    ProcessBuilder process = new ProcessBuilder(node);
    process.command().addAll(arguments);
    return process;
  }
}
