package dev.noom.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Noom on Payara Micro, started as an administrator would: {@code java -cp target/server Start}.
 */
final class Noom implements Adapter {

  /** What protects a real server and would stop a benchmark, each by its documented key. */
  private static final List<String> RAISED_LIMITS =
      List.of(
          "-Dnoom.room.capacity=60",
          "-Dnoom.address.connections=0",
          "-Dnoom.address.handshakes=0",
          "-Dnoom.rooms=100000",
          "-Dnoom.address.joins=0",
          "-Dnoom.rate.messages=1000000",
          "-Dnoom.rate.messages.burst=1000000",
          "-Dnoom.rate.kilobytes=1000000",
          "-Dnoom.rate.kilobytes.burst=1000000");

  private final Path war = Path.of(System.getProperty("noom.war", "target/ROOT.war"));
  private final Path server =
      Path.of(System.getProperty("noom.server", "target/server/payara-micro.jar"));
  private Path target;

  @Override
  public String id() {
    return "noom";
  }

  @Override
  public String title() {
    return "Noom";
  }

  @Override
  public void prepare(Path target) {
    this.target = target;
    for (Path file : List.of(war, server)) {
      if (!Files.isRegularFile(file)) {
        throw new IllegalStateException("There is no " + file + "; build it: ./mvnw package.");
      }
    }
  }

  @Override
  public Command command(int port) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> words = new ArrayList<>(List.of(java, "-cp", server.getParent().toString()));
    words.addAll(List.of("Start", "--port", "" + port));
    words.addAll(List.of("--war", war.toString(), "--server", server.toString()));
    words.addAll(List.of("--state", target.resolve("state").toString()));
    words.addAll(RAISED_LIMITS);
    return new Command(words, Map.of(), Path.of("."), "/");
  }

  @Override
  public CallPage page() {
    return new CallPage(
        "/",
        ".entry-small-print p:first-child button",
        "entry-form form button:not([type=button])");
  }

  @Override
  public Peer peer(String room) {
    return new Dialect(room);
  }

  private static final class Dialect extends Peer {
    private static final byte[] JOIN = Payload.bytes("{\"type\":\"join\",\"name\":\"Ada\"}");
    private static final byte[] LEAVE = Payload.bytes("{\"type\":\"leave\"}");
    private static final byte[] ADDRESS = Payload.bytes("\"to\":\"");
    private static final byte[] ADDRESS_END = Payload.bytes("\",");
    private static final byte[] NOTHING = {};
    private static final Map<Kind, byte[]> HEADS =
        Map.of(
            Kind.OFFER, Payload.bytes("{\"type\":\"offer\","),
            Kind.ANSWER, Payload.bytes("{\"type\":\"answer\","),
            Kind.ICE, Payload.bytes("{\"type\":\"ice\","));
    private static final byte[] SDP = Payload.bytes("\"sdp\":\"");
    private static final byte[] SDP_TAIL = Payload.bytes("\"}");
    private static final byte[] CANDIDATES = Payload.bytes("\"candidates\":[{\"candidate\":\"");
    private static final byte[] CANDIDATES_TAIL =
        Payload.bytes("\",\"sdpMid\":\"0\",\"sdpMLineIndex\":0,\"usernameFragment\":\"EsAw\"}]}");

    private byte[] address;

    Dialect(String room) {
      super(room);
    }

    @Override
    String target() {
      return "/signal/" + room;
    }

    @Override
    String subprotocol() {
      return "noom.v1";
    }

    @Override
    public void opened() {
      write(JOIN);
    }

    @Override
    void control(String message) {
      if (message.contains("\"type\":\"joined\"")) {
        String before = "\"self\":\"";
        int start = message.indexOf(before) + before.length();
        id = message.substring(start, message.indexOf('"', start));
        address = Payload.bytes(id);
        nowJoined();
      } else if (message.contains("\"type\":\"welcome\"")) {
        nowWelcomed();
      } else if (!message.contains("\"type\":\"left\"")) {
        refused(message);
      }
    }

    @Override
    void relay(Kind kind, byte[] text, Peer to) {
      boolean isIce = kind == Kind.ICE;
      write(
          HEADS.get(kind),
          to == null ? NOTHING : ADDRESS,
          to == null ? NOTHING : ((Dialect) to).address,
          to == null ? NOTHING : ADDRESS_END,
          isIce ? CANDIDATES : SDP,
          text,
          isIce ? CANDIDATES_TAIL : SDP_TAIL);
    }

    @Override
    void sayGoodbye() {
      write(LEAVE);
    }
  }
}
