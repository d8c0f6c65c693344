package dev.noom.browser;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A person before they sit down: with which browser, language and devices they will come. */
final class Visitor {
  private final String name;
  private final Browsers browsers;
  private final Consumer<Person> arrival;
  private final List<String> scripts = new ArrayList<>(List.of(resource("/browser/observe.js")));
  private final List<String> granted = new ArrayList<>();
  private final NewContextOptions options =
      new NewContextOptions()
          .setLocale("en-GB")
          .setColorScheme(ColorScheme.LIGHT)
          .setViewportSize(1280, 720)
          .setIgnoreHTTPSErrors(true);
  private Supplier<URI> home;
  private BrowserKind kind = BrowserKind.HEADLESS_SHELL;
  private List<String> flags = Chromium.FOUR_CAMERAS;

  Visitor(String name, Browsers browsers, Supplier<URI> home, Consumer<Person> arrival) {
    this.name = name;
    this.browsers = browsers;
    this.home = home;
    this.arrival = arrival;
  }

  Visitor at(URI url) {
    home = () -> url;
    return this;
  }

  /** With a browser of this kind that has a camera and a microphone. */
  Visitor with(BrowserKind browser) {
    kind = browser;
    flags = browser != BrowserKind.FIREFOX ? Chromium.SLOW_CAMERA : List.of();
    return this;
  }

  /** The same, for a Noom without TLS at an address of a test network. */
  Visitor with(BrowserKind browser, URI noom) {
    at(noom).with(browser);
    if (browser != BrowserKind.FIREFOX) {
      flags = Chromium.inNetworkOf(noom);
    }
    return this;
  }

  /** With the whole of Chromium: for what its window does, or asks. */
  Visitor withWindow() {
    kind = BrowserKind.CHROMIUM;
    return this;
  }

  /** With Chromium and one of its sets of flags. */
  Visitor with(List<String> browserFlags) {
    flags = browserFlags;
    return this;
  }

  Visitor speaking(String locale) {
    options.setLocale(locale);
    return this;
  }

  Visitor liking(ColorScheme scheme) {
    options.setColorScheme(scheme);
    return this;
  }

  Visitor sized(int width, int height) {
    options.setViewportSize(width, height);
    return this;
  }

  /** What the browser allows this page without a question. */
  Visitor granting(String... permissions) {
    granted.addAll(List.of(permissions));
    return this;
  }

  /** With Axe in the page, and nothing that moves while it looks. */
  Visitor bringingAxe() {
    options.setReducedMotion(ReducedMotion.REDUCE);
    return runningText(resource("/axe.min.js"));
  }

  /** A script of src/test/resources/browser that runs before the page's own. */
  Visitor running(String script) {
    return runningText(resource("/browser/" + script));
  }

  /** With one of the faults of faults.js. */
  Visitor suffering(String fault) {
    return runningText("globalThis.fault = '" + fault + "';\n" + resource("/browser/faults.js"));
  }

  /** Whose browser keeps nothing, in one of the ways of storage.js. */
  Visitor keepingNothing(String how) {
    return runningText("globalThis.storage = '" + how + "';\n" + resource("/browser/storage.js"));
  }

  /**
   * Whose devices do what devices.js is told.
   *
   * @param refusal a JavaScript function of the constraints: what is thrown, "never", or undefined
   */
  Visitor refusing(String refusal) {
    return runningText("globalThis.refuses = " + refusal + ";\n" + resource("/browser/devices.js"));
  }

  /** Whose browser lacks something that calls need, in one of the ways of lacking.js. */
  Visitor lacking(String what) {
    return runningText("globalThis.lacking = '" + what + "';\n" + resource("/browser/lacking.js"));
  }

  /** Whose browser asks this server for candidates, whatever Noom says. */
  Visitor asking(String iceUrl) {
    return runningText(
        "globalThis.iceUrl = '" + iceUrl + "';\n" + resource("/browser/ice-server.js"));
  }

  /** Whose browser has no network path but this relay, if Noom names it. */
  Visitor relayedBy(String turnUrl) {
    return runningText(
        "globalThis.relayUrl = '" + turnUrl + "';\n" + resource("/browser/relay-only.js"));
  }

  private Visitor runningText(String script) {
    // Before the observer, which wraps what it finds.
    scripts.add(0, script);
    return this;
  }

  Person comes() {
    BrowserContext context = browsers.get(kind, flags).newContext(options);
    // One script, because the order of several is not defined.
    context.addInitScript(String.join("\n;\n", scripts));
    URI url = home.get();
    if (!granted.isEmpty()) {
      context.grantPermissions(granted);
    }
    Person person = new Person(name, url, context);
    arrival.accept(person);
    return person;
  }

  static String resource(String path) {
    try (InputStream in = Visitor.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("The class path has no " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
