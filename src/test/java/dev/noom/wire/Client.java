package dev.noom.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.net.ssl.SSLException;

/**
 * One end of a WebSocket that does what it is told, also what no browser would; it knows the wire
 * from docs/protocol.md alone.
 */
public final class Client implements AutoCloseable {
  public static final int CONTINUATION = 0;
  public static final int TEXT = 1;
  public static final int BINARY = 2;
  public static final int CLOSE = 8;
  public static final int PING = 9;
  public static final int PONG = 10;

  /** What {@link #expectClose} tells of a connection that was cut without a close frame. */
  public static final int CUT = 1006;

  private static final int LAST = 0x80;
  private static final int MASKED = 0x80;
  private static final byte[] MASK = {0x17, 0x2a, 0x55, 0x6b};

  private final Wire wire;
  private boolean answersPings = true;
  private JsonObject joined;

  /** A frame of the server's; {@link #CLOSE} and {@link #CUT} where there is no more. */
  public record Frame(int opcode, byte[] payload) {
    private static final Frame END =
        new Frame(CLOSE, ByteBuffer.allocate(2).putShort((short) CUT).array());

    public String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    public int closeCode() {
      return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort();
    }
  }

  public Client(Wire wire) {
    this.wire = wire;
  }

  public Client join(String name) {
    say(Json.createObjectBuilder().add("type", "join").add("name", name).build().toString());
    joined = expect("joined");
    return this;
  }

  /** What it was told when it joined. */
  public JsonObject joined() {
    return joined;
  }

  /** From now on; a server that asks whether it is there hears nothing. */
  public Client ignoringPings() {
    answersPings = false;
    return this;
  }

  public String id() {
    return joined.getString("self");
  }

  public String token() {
    return joined.getString("resume");
  }

  public void offers(Client to, String sdp) {
    say(
        Json.createObjectBuilder()
            .add("type", "offer")
            .add("to", to.id())
            .add("sdp", sdp)
            .build()
            .toString());
  }

  public void resumes(String stolen) {
    say(Json.createObjectBuilder().add("type", "join").add("resume", stolen).build().toString());
  }

  public void say(String text) {
    frame(LAST | TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * One frame, masked (RFC 6455, section 5.2).
   *
   * @param first its first byte: the end of a message, the reserved bits and the opcode
   */
  public Client frame(int first, byte[] payload) {
    return bytes(frameBytes(first, payload));
  }

  public static byte[] frameBytes(int first, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) first);
    if (payload.length < 126) {
      frame.put((byte) (MASKED | payload.length));
    } else if (payload.length < 65_536) {
      frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (MASKED | 127)).putLong(payload.length);
    }
    frame.put(MASK);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ MASK[i % 4]));
    }
    return Arrays.copyOf(frame.array(), frame.position());
  }

  /** Anything at all. Where the server has hung up already, that is found when it is read. */
  public Client bytes(byte[] bytes) {
    try {
      wire.send(bytes);
    } catch (SocketException | SSLException hungUp) {
      // Its last words, if any, are still to be read.
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Whether bytes can still be written: false when the server has hung up. */
  public boolean accepts(byte[] bytes) {
    try {
      wire.send(bytes);
      return true;
    } catch (IOException hungUp) {
      return false;
    }
  }

  /** The next message, which has to be of this type. */
  public JsonObject expect(String type) {
    JsonObject message = next();
    assertEquals(type, message.getString("type"), message.toString());
    return message;
  }

  public JsonObject expectError(String code) {
    JsonObject error = expect("error");
    assertEquals(code, error.getString("code"), error.toString());
    return error;
  }

  /**
   * Asserts that nothing has been sent to this client before now: what it asks itself is answered
   * in order.
   */
  public void expectNothing() {
    say("{\"type\":\"are-you-there\"}");
    expectError("unknown-type");
  }

  public JsonObject next() {
    Frame frame = nextFrame();
    assertEquals(TEXT, frame.opcode, () -> "closed with " + frame.closeCode());
    return Json.createReader(new StringReader(frame.text())).readObject();
  }

  /** The code with which the server closes; whatever it says before is passed over. */
  public int expectClose() {
    Frame frame = nextFrame();
    while (frame.opcode != CLOSE) {
      frame = nextFrame();
    }
    return frame.closeCode();
  }

  /** The payload of the next frame, which has to answer a ping. */
  public byte[] expectPong() {
    return expectControl(PONG);
  }

  /** The payload of the next frame, which has to be a ping; it is not answered. */
  public byte[] expectPing() {
    return expectControl(PING);
  }

  private byte[] expectControl(int opcode) {
    try {
      Frame frame = readFrame();
      assertEquals(opcode, frame.opcode);
      return frame.payload;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next message or close; pings are answered, unless they are ignored. */
  public Frame nextFrame() {
    try {
      Frame frame = readFrame();
      while (frame.opcode == PING || frame.opcode == PONG) {
        if (frame.opcode == PING && answersPings) {
          frame(LAST | PONG, frame.payload);
        }
        frame = readFrame();
      }
      return frame;
    } catch (EOFException | SocketException | SSLException cut) {
      return Frame.END;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Frame readFrame() throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    int opcode = CONTINUATION;
    boolean isLast;
    do {
      int first = wire.in().readUnsignedByte();
      isLast = (first & LAST) != 0;
      opcode = opcode == CONTINUATION ? first & 0x0f : opcode;
      message.write(wire.in().readNBytes(length()));
    } while (!isLast);
    return new Frame(opcode, message.toByteArray());
  }

  private int length() throws IOException {
    int length = wire.in().readUnsignedByte();
    return switch (length) {
      case 126 -> wire.in().readUnsignedShort();
      case 127 -> Math.toIntExact(wire.in().readLong());
      default -> length;
    };
  }

  public Wire wire() {
    return wire;
  }

  /** Is gone, without a word. */
  @Override
  public void close() {
    wire.close();
  }
}
