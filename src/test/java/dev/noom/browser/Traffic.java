package dev.noom.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What a page's HTTP requests took from the network, as Chromium counts it: heads and bodies. */
final class Traffic {
  private final Map<String, String> urls = new HashMap<>();
  private final Map<String, Integer> bytes = new HashMap<>();

  Traffic(Page page) {
    CDPSession chromium = page.context().newCDPSession(page);
    chromium.on("Network.requestWillBeSent", this::asked);
    chromium.on("Network.loadingFinished", this::finished);
    chromium.send("Network.enable");
  }

  /** Everything that was not in the browser's cache. */
  List<String> urls() {
    return List.copyOf(new TreeSet<>(bytes.keySet().stream().map(urls::get).toList()));
  }

  int bytes() {
    return bytes.values().stream().mapToInt(Integer::intValue).sum();
  }

  private void asked(JsonObject event) {
    String url = event.getAsJsonObject("request").get("url").getAsString();
    urls.put(event.get("requestId").getAsString(), url);
  }

  private void finished(JsonObject event) {
    int length = event.get("encodedDataLength").getAsInt();
    // Nothing of what came from the cache was encoded for the wire; even a 304 has a head.
    if (length > 0) {
      bytes.put(event.get("requestId").getAsString(), length);
    }
  }
}
