package dev.noom.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The browsers of a machine: one for each kind and set of flags, kept until the end. */
final class Browsers implements AutoCloseable {
  private final Playwright playwright;
  private final Map<Choice, Browser> browsers = new HashMap<>();

  private record Choice(BrowserKind kind, List<String> flags) {}

  private Browsers(Playwright playwright) {
    this.playwright = playwright;
  }

  /** Those that see what this machine sees. */
  static Browsers here() {
    return new Browsers(Playwright.create(new Playwright.CreateOptions().setEnv(Node.NO_DOWNLOAD)));
  }

  /** Those that see nothing but this network. */
  static Browsers inside(Network network) {
    return new Browsers(Node.playwrightInside(network));
  }

  Browser get(BrowserKind kind, List<String> flags) {
    return browsers.computeIfAbsent(
        new Choice(kind, flags), choice -> kind.launch(playwright, flags));
  }

  @Override
  public void close() {
    playwright.close();
  }
}
