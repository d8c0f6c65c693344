package dev.noom.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two real browsers' tabs: from the click on "Enter", in the green room where there is one, to the
 * first remote frame, the servers alternating, at several distances to the server. The media never
 * cross the delay.
 */
final class Call {
  private static final int[] DELAYS = {0, 50, 100};
  private static final int TIMEOUT_MILLIS = 20_000;
  private static final int POLL_MILLIS = 50;
  private static final int ALONE_MILLIS = 4_000;
  // Candidates trickle on after the first frame; they belong to the count.
  private static final int SETTLE_MILLIS = 2_000;

  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--use-fake-device-for-media-stream",
          "--use-fake-ui-for-media-stream",
          "--allow-loopback-in-peer-connection",
          "--disable-features=WebRtcHideLocalIpsWithMdns",
          "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost");

  /** Notes the last click and the first frame of a video that is not our own camera's. */
  private static final String WATCH =
      """
      window.bench = { clicked: 0, camera: 0, frame: 0 };
      (() => {
        const now = () => performance.timeOrigin + performance.now();
        const own = new Set();
        const getUserMedia = MediaDevices.prototype.getUserMedia;
        MediaDevices.prototype.getUserMedia = async function (...wanted) {
          const stream = await getUserMedia.apply(this, wanted);
          stream.getTracks().forEach((track) => own.add(track.id));
          bench.camera ||= now();
          return stream;
        };
        const isRemote = (stream) =>
          stream?.getVideoTracks().some((track) => !own.has(track.id)) ?? false;
        const property = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "srcObject");
        Object.defineProperty(HTMLMediaElement.prototype, "srcObject", {
          ...property,
          set(stream) {
            property.set.call(this, stream);
            this.requestVideoFrameCallback?.(() => {
              if (isRemote(this.srcObject)) {
                bench.frame ||= now();
              }
            });
          },
        });
        addEventListener("click", () => (bench.clicked = now()), true);
      })();
      """;

  private final List<Adapter> adapters;
  private final Options options;
  private final Path logs;

  /** Where the two meet: a server and a proxy. */
  private record Place(Adapter adapter, int delayMillis, DelayProxy proxy) {}

  /** What one tab saw, in milliseconds of the same clock. */
  private record Seen(double clicked, double frame) {}

  /** Takes the metrics of one call. */
  interface Report {
    void take(String workload, Adapter adapter, int repetition, Map<Metric, Double> metrics);
  }

  Call(List<Adapter> adapters, Options options, Path logs) {
    this.adapters = adapters.stream().filter(adapter -> adapter.page() != null).toList();
    this.options = options;
    this.logs = logs;
  }

  void run(Report report) throws Exception {
    if (!Files.isExecutable(options.chromium)) {
      throw new IllegalStateException(
          "The call benchmark needs a Chromium; there is none at "
              + options.chromium
              + ": give --chromium PATH.");
    }
    List<AutoCloseable> opened = new ArrayList<>();
    try (Playwright playwright = playwright();
        Browser browser = launch(playwright)) {
      List<Place> places = open(opened);
      for (int repetition = 0; repetition <= options.repetitions; repetition++) {
        for (Place place : places) {
          Map<Metric, Double> metrics = call(browser, place, repetition);
          // The first call finds cold caches in server and browser.
          if (repetition > 0) {
            report.take("call-" + place.delayMillis, place.adapter, repetition, metrics);
          }
        }
      }
    } finally {
      for (int i = opened.size() - 1; i >= 0; i--) {
        opened.get(i).close();
      }
    }
  }

  private static Playwright playwright() {
    return Playwright.create(
        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  }

  private Browser launch(Playwright playwright) {
    return playwright
        .chromium()
        .launch(new BrowserType.LaunchOptions().setExecutablePath(options.chromium).setArgs(FLAGS));
  }

  private List<Place> open(List<AutoCloseable> opened) throws Exception {
    List<Place> places = new ArrayList<>();
    List<Server> servers = new ArrayList<>();
    for (Adapter adapter : adapters) {
      servers.add(Server.start(adapter, logs));
      opened.add(servers.get(servers.size() - 1));
    }
    for (int delay : DELAYS) {
      for (int i = 0; i < adapters.size(); i++) {
        DelayProxy proxy = new DelayProxy(servers.get(i).port(), delay);
        opened.add(proxy);
        places.add(new Place(adapters.get(i), delay, proxy));
      }
    }
    return places;
  }

  private Map<Metric, Double> call(Browser browser, Place place, int repetition) {
    Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
    try (BrowserContext adasContext = browser.newContext();
        BrowserContext bosContext = browser.newContext()) {
      String room = "call-" + place.delayMillis + "-" + repetition;
      AtomicInteger messages = new AtomicInteger();
      Page ada = open(adasContext, place, room, messages);
      Page bo = open(bosContext, place, room, messages);
      enter(ada, place);
      awaitMark(ada, "camera");
      // The first one is in and waits; nobody can tell from outside, so it gets some seconds.
      ada.waitForTimeout(ALONE_MILLIS + 10.0 * place.delayMillis);
      enter(bo, place);
      Seen newcomer = seen(bo);
      Seen other = seen(ada);
      bo.waitForTimeout(SETTLE_MILLIS);
      double newcomerMillis = newcomer.frame - newcomer.clicked;
      double otherMillis = other.frame - newcomer.clicked;
      metrics.put(Metric.FIRST_FRAME_NEWCOMER, newcomerMillis);
      metrics.put(Metric.FIRST_FRAME_OTHER, otherMillis);
      metrics.put(Metric.FIRST_FRAME_BOTH, Math.max(newcomerMillis, otherMillis));
      metrics.put(Metric.SIGNALING_MESSAGES, (double) messages.get());
      metrics.put(Metric.FAULTS, 0.0);
    } catch (PlaywrightException e) {
      System.err.println("No call on " + place.adapter.title() + ": " + e.getMessage());
      metrics.put(Metric.FAULTS, 1.0);
    }
    return metrics;
  }

  private static Page open(
      BrowserContext context, Place place, String room, AtomicInteger messages) {
    context.grantPermissions(List.of("camera", "microphone"));
    context.addInitScript(WATCH);
    Page page = context.newPage();
    page.setDefaultTimeout(TIMEOUT_MILLIS);
    page.onPageError(error -> System.err.println(place.adapter.title() + "'s page: " + error));
    page.onWebSocket(
        socket -> {
          socket.onFrameSent(frame -> messages.incrementAndGet());
          socket.onFrameReceived(frame -> messages.incrementAndGet());
        });
    // Signaling by polling is signaling too.
    page.onRequest(
        request -> {
          if (request.url().contains("transport=polling")) {
            messages.incrementAndGet();
          }
        });
    page.navigate("http://127.0.0.1:" + place.proxy.port() + place.adapter.page().path());
    page.fill("input[name=room]", room);
    String greenRoom = place.adapter.page().greenRoom();
    if (greenRoom != null) {
      page.click(greenRoom);
      awaitMark(page, "camera");
    }
    // A library that connects as the page loads has the time that people take to look at
    // themselves.
    page.waitForTimeout(2_000 + 10.0 * place.delayMillis);
    return page;
  }

  private static void enter(Page page, Place place) {
    page.click(place.adapter.page().enter());
  }

  private static Seen seen(Page page) {
    double frame = awaitMark(page, "frame");
    return new Seen(mark(page, "clicked"), frame);
  }

  /**
   * Asks again and again: Playwright's own waiting would need an {@code eval} that Noom forbids.
   */
  private static double awaitMark(Page page, String name) {
    for (int waited = 0; waited < TIMEOUT_MILLIS; waited += POLL_MILLIS) {
      double mark = mark(page, name);
      if (mark > 0) {
        return mark;
      }
      page.waitForTimeout(POLL_MILLIS);
    }
    throw new PlaywrightException("no " + name + " after " + TIMEOUT_MILLIS + " ms");
  }

  private static double mark(Page page, String name) {
    return ((Number) page.evaluate("bench." + name)).doubleValue();
  }
}
