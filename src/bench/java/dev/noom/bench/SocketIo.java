package dev.noom.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Express + socket.io 4 with the tutorial's five events. The client speaks Engine.IO 4 on the
 * WebSocket transport from the first byte; socket.io's own default, polling first and then an
 * upgrade, would cost the server more.
 */
final class SocketIo implements Adapter {
  private Path folder;

  @Override
  public String id() {
    return "socketio";
  }

  @Override
  public String title() {
    return "Express + socket.io " + NodePeers.version(folder, "socket.io");
  }

  @Override
  public void prepare(Path target) throws IOException, InterruptedException {
    folder = NodePeers.install(target);
  }

  @Override
  public Command command(int port) {
    return new Command(
        List.of("node", "socketio.js"), NodePeers.environment(port), folder, "/index.html");
  }

  @Override
  public CallPage page() {
    return new CallPage("/", null, "#welcome button");
  }

  @Override
  public Peer peer(String room) {
    return new Dialect(room);
  }

  private static final class Dialect extends Peer {
    private static final Map<Kind, byte[]> HEADS =
        Map.of(
            Kind.OFFER, Payload.bytes("42[\"offer\",{\"type\":\"offer\",\"sdp\":\""),
            Kind.ANSWER, Payload.bytes("42[\"answer\",{\"type\":\"answer\",\"sdp\":\""),
            Kind.ICE, Payload.bytes("42[\"ice\",{\"candidate\":\""));
    private static final byte[] CONNECT = Payload.bytes("40");
    private static final byte[] DISCONNECT = Payload.bytes("41");
    private static final byte[] PONG = Payload.bytes("3");

    private final byte[] sdpTail;
    private final byte[] candidateTail;

    Dialect(String room) {
      super(room);
      sdpTail = Payload.bytes("\"},\"" + room + "\"]");
      candidateTail =
          Payload.bytes(
              "\",\"sdpMid\":\"0\",\"sdpMLineIndex\":0,\"usernameFragment\":\"EsAw\"},\""
                  + room
                  + "\"]");
    }

    @Override
    String target() {
      return "/socket.io/?EIO=4&transport=websocket";
    }

    @Override
    void control(String message) {
      if (message.startsWith("0{")) {
        write(CONNECT);
      } else if (message.startsWith("40{")) {
        id = between(message, "\"sid\":\"");
        write(Payload.bytes("42[\"join_room\",\"" + room + "\"]"));
        // The tutorial's server does not answer; the newcomer is in once this is read.
        nowJoined();
      } else if (message.equals("2")) {
        write(PONG);
      } else if (message.equals("42[\"welcome\"]")) {
        nowWelcomed();
      } else {
        refused(message);
      }
    }

    private static String between(String message, String before) {
      int start = message.indexOf(before) + before.length();
      return message.substring(start, message.indexOf('"', start));
    }

    @Override
    void relay(Kind kind, byte[] text, Peer to) {
      // Always to everyone else in the room: the tutorial knows no addressee.
      write(HEADS.get(kind), text, kind == Kind.ICE ? candidateTail : sdpTail);
    }

    @Override
    void sayGoodbye() {
      write(DISCONNECT);
    }
  }
}
