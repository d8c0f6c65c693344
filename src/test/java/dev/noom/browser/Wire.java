package dev.noom.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketFrame;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/** The types of the messages that went over a page's WebSocket, in both directions. */
final class Wire {
  private final List<String> types = new ArrayList<>();
  private final List<String> causes = new ArrayList<>();

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

  /** The causes of trouble that the page has told the server. */
  List<String> causes() {
    return List.copyOf(causes);
  }

  private void note(WebSocketFrame frame) {
    JsonObject message = Json.createReader(new StringReader(frame.text())).readObject();
    types.add(message.getString("type"));
    if (message.getString("type").equals("trouble")) {
      causes.add(message.getString("cause"));
    }
  }
}
