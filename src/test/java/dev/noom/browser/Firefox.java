package dev.noom.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.util.List;
import java.util.Map;

/** Firefox as the distribution ships it, with a camera and a microphone that are made up. */
final class Firefox {
  /** Playwright's name for a Firefox that it has not patched, which it drives by WebDriver BiDi. */
  private static final String CHANNEL = "moz-firefox";

  private static final Map<String, Object> PREFERENCES =
      Map.of(
          "media.navigator.streams.fake", true,
          "media.navigator.permission.disabled", true,
          // Pages of a test network have no TLS.
          "media.devices.insecure.enabled", true,
          "media.getusermedia.insecure.enabled", true,
          // As the flags of Chromium say: addresses and no mDNS names, and loopback is one of them.
          "media.peerconnection.ice.obfuscate_host_addresses", false,
          "media.peerconnection.ice.loopback", true,
          // A second page is as visible as the first.
          "dom.min_background_timeout_value", 4,
          // As in the browsers of people: sound begins with a click.
          "media.autoplay.default", 1);

  private Firefox() {}

  static Browser launch(Playwright playwright, List<String> flags) {
    return playwright
        .firefox()
        .launch(
            new LaunchOptions()
                .setChannel(CHANNEL)
                .setExecutablePath(BrowserFinder.FIREFOX.find())
                .setFirefoxUserPrefs(PREFERENCES)
                .setArgs(flags));
  }
}
