package dev.noom.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * PeerServer, spoken to as PeerJS does: one socket an id, every message to one id. It has no rooms;
 * here a room is a list that the client keeps, and a message to everyone is a message to each.
 */
final class PeerServer implements Adapter {
  // PeerJS's own default (pingInterval).
  private static final int HEARTBEAT_MILLIS = 5_000;

  private final AtomicLong ids = new AtomicLong();
  private Path folder;

  @Override
  public String id() {
    return "peerserver";
  }

  @Override
  public String title() {
    return "PeerServer " + NodePeers.version(folder, "peer");
  }

  @Override
  public void prepare(Path target) throws IOException, InterruptedException {
    folder = NodePeers.install(target);
  }

  @Override
  public Command command(int port) {
    return new Command(List.of("node", "peerserver.js"), NodePeers.environment(port), folder, "/");
  }

  @Override
  public Peer peer(String room) {
    return new Dialect(room, "p" + ids.incrementAndGet());
  }

  private static final class Dialect extends Peer {
    private static final byte[] HEARTBEAT = Payload.bytes("{\"type\":\"HEARTBEAT\"}");
    private static final String MEDIA = "\"type\":\"media\",\"connectionId\":\"mc_5s2vnbd1yq\"}";
    private static final Map<Kind, byte[]> HEADS =
        Map.of(
            Kind.OFFER,
            Payload.bytes(
                "{\"type\":\"OFFER\",\"payload\":{\"sdp\":{\"type\":\"offer\",\"sdp\":\""),
            Kind.ANSWER,
            Payload.bytes(
                "{\"type\":\"ANSWER\",\"payload\":{\"sdp\":{\"type\":\"answer\",\"sdp\":\""),
            Kind.ICE,
            Payload.bytes("{\"type\":\"CANDIDATE\",\"payload\":{\"candidate\":{\"candidate\":\""));
    private static final byte[] SDP_TAIL = Payload.bytes("\"}," + MEDIA + ",\"dst\":\"");
    private static final byte[] CANDIDATE_TAIL =
        Payload.bytes(
            "\",\"sdpMLineIndex\":0,\"sdpMid\":\"0\",\"usernameFragment\":\"EsAw\"},"
                + MEDIA
                + ",\"dst\":\"");
    private static final byte[] END = Payload.bytes("\"}");

    private final byte[] address;

    Dialect(String room, String id) {
      super(room);
      this.id = id;
      address = Payload.bytes(id);
    }

    @Override
    String target() {
      return "/peerjs?key=peerjs&id=" + id + "&token=t" + id + "&version=1.5.5";
    }

    @Override
    boolean hasRooms() {
      return false;
    }

    @Override
    void control(String message) {
      if (message.equals("{\"type\":\"OPEN\"}")) {
        client().after(HEARTBEAT_MILLIS, this::beat);
        nowJoined();
      } else {
        refused(message);
      }
    }

    private void beat() {
      if (isOpen()) {
        write(HEARTBEAT);
        client().after(HEARTBEAT_MILLIS, this::beat);
      }
    }

    @Override
    void relay(Kind kind, byte[] text, Peer to) {
      byte[] tail = kind == Kind.ICE ? CANDIDATE_TAIL : SDP_TAIL;
      write(HEADS.get(kind), text, tail, ((Dialect) to).address, END);
    }
  }
}
