package dev.noom.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * What a page says on its console, what it lets escape, and whom it talks to: a healthy one says
 * nothing (violations of the content security policy are errors on the console) and talks to its
 * own server alone.
 */
final class Complaints {
  private final List<String> heard = new ArrayList<>();

  /**
   * When somebody goes, a candidate for them may be on its way; the page says so and goes on. And
   * it gives a socket up that has not opened yet, for another one or because its person has gone;
   * Chromium says so.
   */
  private final List<String> expected =
      new ArrayList<>(
          List.of(
              "The server refused a message: no-such-peer",
              "WebSocket is closed before the connection is established"));

  Complaints(BrowserContext context, URI home) {
    context.onConsoleMessage(this::hear);
    context.onWebError(error -> heard.add("uncaught: " + error.error()));
    context.onRequest(request -> expectOwn(home, request.url()));
    context.onResponse(this::expectType);
    context.onPage(
        page ->
            page.onWebSocket(socket -> expectOwn(home, socket.url().replaceFirst("ws", "http"))));
  }

  /** This test provokes it: whatever contains this text is no complaint. */
  void expect(String text) {
    expected.add(text);
  }

  /** The server of this test is away for a while, or goes before the page does. */
  void expectServerAway() {
    expected.addAll(
        List.of(
            "WebSocket connection to",
            "Failed to load resource",
            "A part of the page did not load"));
  }

  void assertNone(String name) {
    List<String> unexpected =
        heard.stream().filter(line -> expected.stream().noneMatch(line::contains)).toList();
    assertEquals(List.of(), unexpected, "complaints of " + name + "'s browser");
  }

  @Override
  public String toString() {
    return heard.toString();
  }

  private void hear(ConsoleMessage message) {
    if (List.of("error", "warning").contains(message.type())) {
      heard.add(message.type() + ": " + message.text());
    }
  }

  /**
   * A browser refuses a module without a type, and its console does not say which one. That came
   * once in some ten runs of all tests, and nobody knows why: so the whole head is kept.
   */
  private void expectType(Response response) {
    boolean isModule = response.url().endsWith(".js") && response.status() == 200;
    if (isModule && response.headers().getOrDefault("content-type", "").isEmpty()) {
      heard.add("without a type: " + response.url() + " " + response.headers());
    }
  }

  private void expectOwn(URI home, String url) {
    if (!url.startsWith(home.toString())) {
      heard.add("asked for " + url);
    }
  }
}
