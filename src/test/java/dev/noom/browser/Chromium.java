package dev.noom.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Chromium, with made-up cameras and a microphone into which a recorded voice speaks. */
final class Chromium {
  /** Nothing but loopback is reached, and no call home is made. */
  private static final List<String> FLAGS =
      List.of(
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          // As in the browsers of people; without a head it would be another.
          "--autoplay-policy=document-user-activation-required",
          "--allow-loopback-in-peer-connection",
          // The last of these counts, and Playwright has one. The rest are parts of the browser
          // itself, whose window each page of a test has for itself.
          "--disable-features=WebRtcHideLocalIpsWithMdns,PreloadTopChromeWebUI,MediaRouter,"
              + "DialMediaRouteProvider,GlobalMediaControls,LensOverlay,OptimizationHints,Translate",
          "--host-resolver-rules=MAP noom.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE"
              + " localhost");

  /**
   * 0 and 3 show a disc that fills; 1 is a depth camera that WebRTC cannot send (which is why there
   * are never two); 2 shows one plain colour.
   */
  static final List<String> FOUR_CAMERAS =
      List.of(
          "--use-fake-device-for-media-stream=device-count=4,fps=10",
          "--use-fake-ui-for-media-stream");

  /** One camera, for calls that share the machine with a server that starts. */
  static final List<String> SLOW_CAMERA =
      List.of(
          "--use-fake-device-for-media-stream=device-count=1,fps=10",
          "--use-fake-ui-for-media-stream");

  static final List<String> NO_CAMERA =
      List.of(
          "--use-fake-device-for-media-stream=device-count=0", "--use-fake-ui-for-media-stream");

  /** A person who is asked for camera and microphone says no. */
  static final List<String> DENYING =
      List.of(
          "--use-fake-device-for-media-stream=device-count=4,fps=10", "--deny-permission-prompts");

  private Chromium() {}

  /**
   * For a Noom without TLS at an address of a test network. Cameras are for pages with TLS, or for
   * those that the browser is told of.
   */
  static List<String> inNetworkOf(URI noom) {
    List<String> flags = new ArrayList<>(SLOW_CAMERA);
    flags.add("--unsafely-treat-insecure-origin-as-secure=" + noom);
    flags.add("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE " + noom.getHost());
    return flags;
  }

  /** The browser of people, with all that belongs to its window. */
  static Browser launch(Playwright playwright, List<String> flags) {
    return launch(playwright, chromium(playwright), flags);
  }

  /** Its engine alone; where no package has it, the whole browser. */
  static Browser launchShell(Playwright playwright, List<String> flags) {
    Path shell = BrowserFinder.HEADLESS_SHELL.look().orElseGet(() -> chromium(playwright));
    return launch(playwright, shell, flags);
  }

  private static Path chromium(Playwright playwright) {
    return BrowserFinder.CHROMIUM.find(Path.of(playwright.chromium().executablePath()));
  }

  private static Browser launch(Playwright playwright, Path program, List<String> flags) {
    List<String> arguments = new ArrayList<>(FLAGS);
    arguments.add("--use-file-for-fake-audio-capture=" + voice());
    arguments.addAll(flags);
    return playwright
        .chromium()
        .launch(
            new LaunchOptions()
                .setExecutablePath(program)
                // Chromium's sandbox does not work for root.
                .setChromiumSandbox(!Packages.isRoot())
                .setArgs(arguments));
  }

  private static Path voice() {
    try {
      return Voice.writeTo(Path.of("target/browser/voice.wav")).toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
