package dev.noom.bench;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * One person in one room, as the workloads see it; a subclass speaks a server's dialect. Everything
 * happens on the load thread.
 */
abstract class Peer implements WebSocketClient.Listener {

  /** What a workload hears. */
  interface Events {
    /** This peer is in its room and can be reached, as far as the server tells. */
    default void joined(Peer self) {}

    /** The server told this peer of a newcomer, so that it makes the offer. */
    default void welcomed(Peer self) {}

    void relayed(Peer self, Kind kind, long sequence);

    /** A message arrived, and its text was not what was sent. */
    void damaged(Peer self);

    /** The server refused something, or the connection ended. */
    void failed(Peer self, String why);

    /** The connection ended after {@link #leave}. */
    default void left(Peer self) {}
  }

  // A prime, so that the samples are not always the same message of an exchange.
  private static final int SAMPLE = 61;

  final String room;
  String id;
  boolean joined;
  private WebSocketClient client;
  private Connection connection;
  private Events events;
  private boolean leaving;

  Peer(String room) {
    this.room = room;
  }

  /** The path and query that the client opens. */
  abstract String target();

  String subprotocol() {
    return null;
  }

  /** Whether the server knows rooms: welcomes newcomers to them and sends to everyone in them. */
  boolean hasRooms() {
    return true;
  }

  /** A message that is not relayed: the dialect's own business. */
  abstract void control(String message);

  /** Sends to one peer, or to everyone else in the room if {@code to} is null and it has rooms. */
  abstract void relay(Kind kind, byte[] text, Peer to);

  /** What the dialect says before the socket is closed; nothing by default. */
  void sayGoodbye() {}

  final void connect(WebSocketClient client, int port, int receiveBuffer, Events events) {
    this.client = client;
    this.events = events;
    InetSocketAddress server = new InetSocketAddress("127.0.0.1", port);
    connection = client.connect(server, target(), subprotocol(), receiveBuffer, this);
  }

  final void send(Kind kind, long sequence, Peer to) {
    relay(kind, Payload.stamped(kind, sequence), to);
  }

  /** One message for everyone else in the room; where there are no rooms, one for each. */
  final void sendToAll(Kind kind, long sequence, Iterable<Peer> others) {
    if (hasRooms()) {
      send(kind, sequence, null);
    } else {
      others.forEach(other -> send(kind, sequence, other));
    }
  }

  /** Says goodbye and closes, as the server's own client library does. */
  final void leave() {
    leaving = true;
    if (connection.isOpen()) {
      sayGoodbye();
    }
    connection.close();
  }

  final void abort() {
    leaving = true;
    if (connection != null) {
      connection.abort();
    }
  }

  final void stall(boolean stalled) {
    connection.stall(stalled);
  }

  final boolean isOpen() {
    return connection != null && connection.isOpen();
  }

  final void write(byte[]... parts) {
    connection.send(parts);
  }

  final WebSocketClient client() {
    return client;
  }

  final void nowJoined() {
    joined = true;
    events.joined(this);
  }

  final void nowWelcomed() {
    events.welcomed(this);
  }

  final void refused(String why) {
    events.failed(this, why);
  }

  @Override
  public void opened() {}

  @Override
  public final void text(byte[] buffer, int offset, int length) {
    int end = Payload.markEnd(buffer, offset, length);
    if (end < 0) {
      control(new String(buffer, offset, length, StandardCharsets.UTF_8));
      return;
    }
    Kind kind = Payload.kind(buffer, end);
    if (client.framesIn % SAMPLE == 0 && !Payload.isWhole(kind, buffer, end)) {
      events.damaged(this);
    }
    events.relayed(this, kind, Payload.sequence(buffer, end));
  }

  @Override
  public final void closed(int code, String why) {
    if (leaving) {
      events.left(this);
    } else {
      events.failed(this, "closed with " + code + (why.isEmpty() ? "" : ": " + why));
    }
  }
}
