package dev.noom.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import java.util.List;

/** The browsers that people in these tests may have. */
enum BrowserKind {
  /** Chromium without its window: the same engine, and a third less work for a test. */
  HEADLESS_SHELL(Chromium::launchShell),
  CHROMIUM(Chromium::launch),
  FIREFOX(Firefox::launch);

  /** Starts one. */
  private interface Launcher {
    Browser launch(Playwright playwright, List<String> flags);
  }

  private final Launcher launcher;

  BrowserKind(Launcher launcher) {
    this.launcher = launcher;
  }

  /**
   * @param flags of the command line; one of the sets in {@link Chromium}, or none
   */
  Browser launch(Playwright playwright, List<String> flags) {
    return launcher.launch(playwright, flags);
  }
}
