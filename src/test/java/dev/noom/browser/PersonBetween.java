package dev.noom.browser;

import com.microsoft.playwright.WebSocketRoute;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * A server that has been taken over. It gives the session descriptions of both victims to a page of
 * the attacker, and each victim gets a description that this page has made. So each victim is
 * connected to the attacker, who has the keys of both connections.
 */
final class PersonBetween {
  private static final Set<String> DESCRIPTIONS = Set.of("offer", "answer", "ice");

  private record Heard(String speaker, String message) {}

  private final Person attacker;

  /** Towards the page of each victim, by name. */
  private final Map<String, WebSocketRoute> pages = new HashMap<>();

  /** What the victims have described, until the attacker has taken it. */
  private final Queue<Heard> heard = new ArrayDeque<>();

  /** By victim, what the server calls the other one. */
  private final Map<String, String> peers = new HashMap<>();

  PersonBetween(Person attacker, Person one, Person other) {
    this.attacker = attacker;
    attacker.opens("check");
    attacker.asks(Visitor.resource("/browser/person-between.js"));
    listen(one.name(), other.name(), one);
    listen(other.name(), one.name(), other);
  }

  /** Carries what the victims say, and what the attacker makes of it. */
  void carriesUntil(String what, Patience.Question isSo) {
    Patience.until(
        what,
        () -> {
          while (!heard.isEmpty()) {
            Heard next = heard.remove();
            attacker.asks(
                "heard => between.hear(...heard)", List.of(next.speaker(), next.message()));
          }
          for (Object said : (List<?>) attacker.asks("between.said.splice(0)")) {
            String to = (String) ((Map<?, ?>) said).get("to");
            JsonObject message = read((String) ((Map<?, ?>) said).get("message"));
            String from = peers.get(to);
            pages
                .get(to)
                .send(Json.createObjectBuilder(message).add("from", from).build().toString());
          }
          return isSo.isSo();
        });
  }

  /** Whether DTLS works on both sides, with the attacker's certificates. */
  boolean isBetween() {
    return attacker.asks("between.isConnected()").equals(true);
  }

  private void listen(String name, String otherName, Person victim) {
    victim
        .page()
        .routeWebSocket(
            "**",
            page -> {
              WebSocketRoute server = page.connectToServer();
              pages.put(name, page);
              page.onMessage(
                  frame -> {
                    if (isDescription(frame.text())) {
                      heard.add(new Heard(name, frame.text()));
                    } else {
                      server.send(frame.text());
                    }
                  });
              server.onMessage(
                  frame -> {
                    // The offer that the server kept for a newcomer.
                    if (isDescription(frame.text())) {
                      peers.put(name, read(frame.text()).getString("from"));
                      heard.add(new Heard(otherName, frame.text()));
                    } else {
                      learn(name, read(frame.text()));
                      page.send(frame.text());
                    }
                  });
            });
  }

  private void learn(String name, JsonObject message) {
    if (message.getString("type").equals("welcome")) {
      peers.put(name, message.getJsonObject("peer").getString("id"));
    }
  }

  private static boolean isDescription(String message) {
    return DESCRIPTIONS.contains(read(message).getString("type"));
  }

  private static JsonObject read(String message) {
    return Json.createReader(new StringReader(message)).readObject();
  }
}
