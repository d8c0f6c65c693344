package dev.noom.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketFrame;
import jakarta.json.Json;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/** The types of the messages that went over a page's WebSocket, in both directions. */
final class Wire {
  private final List<String> types = new ArrayList<>();

  Wire(Page page) {
    page.onWebSocket(
        socket -> {
          socket.onFrameSent(this::note);
          socket.onFrameReceived(this::note);
        });
  }

  List<String> types() {
    return List.copyOf(types);
  }

  /** Offers and answers so far. */
  long negotiations() {
    return types.stream().filter(List.of("offer", "answer")::contains).count();
  }

  private void note(WebSocketFrame frame) {
    types.add(Json.createReader(new StringReader(frame.text())).readObject().getString("type"));
  }
}
