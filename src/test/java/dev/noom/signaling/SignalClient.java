package dev.noom.signaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A browser as the protocol page describes it, written against that page alone (it shares no class
 * with the server), and reading like a language: {@code ada.join("Ada"); ada.offers(bob, "v=0");
 * bob.expect("offer")}.
 */
final class SignalClient implements AutoCloseable {
  /** Long enough for a busy machine; a test that waits this long has failed. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final BlockingQueue<JsonObject> heard = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final WebSocket socket;
  private volatile boolean stalled;
  private JsonObject joined;

  private SignalClient(URI base, String room) {
    String path = "signal/" + URLEncoder.encode(room, StandardCharsets.UTF_8).replace("+", "%20");
    URI http = base.resolve(path);
    URI uri = URI.create("ws" + http.toString().substring("http".length()));
    socket =
        HTTP.newWebSocketBuilder()
            .subprotocols("noom.v1")
            .header("Origin", base.getScheme() + "://" + base.getAuthority())
            .buildAsync(uri, new Listener())
            .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
            .join();
    assertEquals("noom.v1", socket.getSubprotocol());
  }

  static SignalClient open(URI base, String room) {
    return new SignalClient(base, room);
  }

  /** Joins and waits until it is in. */
  SignalClient join(String name) {
    say(Json.createObjectBuilder().add("type", "join").add("name", name));
    joined = expect("joined");
    return this;
  }

  /** Joins as a newcomer who may have to say it again, and waits until it is in. */
  SignalClient join(String name, String visit) {
    say(Json.createObjectBuilder().add("type", "join").add("name", name).add("visit", visit));
    joined = expect("joined");
    return this;
  }

  /** Takes the place of another again, with its token, and waits until it is in. */
  SignalClient resume(SignalClient before) {
    say(Json.createObjectBuilder().add("type", "join").add("resume", before.token()));
    joined = expect("joined");
    assertEquals(true, joined.getBoolean("resumed"));
    assertEquals(before.id(), id());
    return this;
  }

  /** The same, and it has the lines of the chat up to this number. */
  SignalClient resume(SignalClient before, long heard) {
    say(
        Json.createObjectBuilder()
            .add("type", "join")
            .add("resume", before.token())
            .add("heard", heard));
    joined = expect("joined");
    assertEquals(before.id(), id());
    return this;
  }

  String token() {
    return joined.getString("resume");
  }

  JsonObject joined() {
    return joined;
  }

  String id() {
    return joined.getString("self");
  }

  void offers(SignalClient to, String sdp) {
    say(Json.createObjectBuilder().add("type", "offer").add("to", to.id()).add("sdp", sdp));
  }

  void answers(SignalClient to, String sdp) {
    say(Json.createObjectBuilder().add("type", "answer").add("to", to.id()).add("sdp", sdp));
  }

  void trickles(SignalClient to, String... candidates) {
    JsonArrayBuilder list = Json.createArrayBuilder();
    for (String candidate : candidates) {
      list.add(Json.createObjectBuilder().add("candidate", candidate).add("sdpMid", "0"));
    }
    say(Json.createObjectBuilder().add("type", "ice").add("to", to.id()).add("candidates", list));
  }

  /** A line of the chat. */
  void writes(String text, String ref) {
    say(Json.createObjectBuilder().add("type", "chat").add("text", text).add("ref", ref));
  }

  void leave() {
    sayText("{\"type\":\"leave\"}");
  }

  void say(JsonObjectBuilder message) {
    sayText(message.build().toString());
  }

  void sayText(String text) {
    socket.sendText(text, true).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** The next message, which has to be of this type. */
  JsonObject expect(String type) {
    JsonObject message = next();
    assertEquals(type, message.getString("type"), message.toString());
    return message;
  }

  JsonObject expectError(String code) {
    JsonObject error = expect("error");
    assertEquals(code, error.getString("code"), error.toString());
    assertEquals(false, error.getString("message").isBlank());
    return error;
  }

  /**
   * Asserts that nothing has been sent to this client before now: the server handles a client's
   * messages in order, so an answer to a question of its own comes after anything sent earlier.
   */
  void expectNothing() {
    sayText("{\"type\":\"are-you-there\"}");
    expectError("unknown-type");
  }

  /** Everything that has been sent to this client before now, and has not been looked at yet. */
  List<JsonObject> everythingHeard() {
    sayText("{\"type\":\"are-you-there\"}");
    List<JsonObject> all = new ArrayList<>();
    JsonObject message = next();
    while (!message.getString("code", "").equals("unknown-type")) {
      all.add(message);
      message = next();
    }
    return all;
  }

  int expectClose() {
    return closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** Reads no more from the connection, and leaves it open. */
  void stall() {
    stalled = true;
  }

  /** Ends the connection as a browser does whose page goes. */
  void goesAway() {
    socket.sendClose(1001, "").orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** Cuts the connection without a word, as a lost network does. */
  void vanish() {
    socket.abort();
  }

  @Override
  public void close() {
    socket.abort();
  }

  /** The next message, of any type. */
  JsonObject next() {
    try {
      JsonObject message = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertNotNull(message, () -> "Nothing was heard for " + PATIENCE + "; " + fate());
      return message;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What has become of the socket. */
  private String fate() {
    return closed
        .handle(
            (code, error) ->
                error == null
                    ? "closed with " + code
                    : "ended by " + error + ", " + error.getCause())
        .getNow("it is open");
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        heard.add(Json.createReader(new StringReader(text.toString())).readObject());
        text.setLength(0);
      }
      if (!stalled) {
        webSocket.request(1);
      }
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
      closed.complete(code);
      return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
      closed.completeExceptionally(error);
    }
  }
}
