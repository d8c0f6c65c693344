package dev.noom.signaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The frames of a WebSocket (RFC 6455) as they are on the wire, for what no WebSocket library would
 * do: answer no ping, never end a message, be gone without a word.
 */
final class RawClient implements AutoCloseable {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int LAST = 0x80;
  private static final int MASKED = 0x80;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  /** A frame of the server's; {@code opcode} {@link #CLOSE} with 1006 if the connection is cut. */
  record Frame(int opcode, byte[] payload) {
    String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    int closeCode() {
      assertEquals(CLOSE, opcode, text());
      return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort();
    }
  }

  private RawClient(URI base, String room) throws IOException {
    socket = new Socket(base.getHost(), base.getPort());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out = socket.getOutputStream();
    String path = base.getPath() + "signal/" + URLEncoder.encode(room, StandardCharsets.UTF_8);
    String host = base.getHost() + ":" + base.getPort();
    String request =
        ("GET " + path.replace("+", "%20") + " HTTP/1.1\r\nHost: " + host + "\r\n")
            + ("Origin: http://" + host + "\r\n")
            + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + "Sec-WebSocket-Protocol: noom.v1\r\n\r\n";
    out.write(request.getBytes(StandardCharsets.US_ASCII));
    String answer = header();
    assertTrue(answer.startsWith("HTTP/1.1 101"), answer);
  }

  static RawClient open(URI base, String room) {
    try {
      return new RawClient(base, room);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RawClient join(String name) {
    send("{\"type\":\"join\",\"name\":\"" + name + "\"}");
    Frame frame = next();
    while (frame.opcode() == PING) {
      frame = next();
    }
    assertTrue(frame.text().contains("\"joined\""), frame.toString());
    return this;
  }

  void send(String text) {
    send(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
  }

  /** One frame, under the mask 0, which changes nothing. */
  void send(int opcode, boolean last, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(14 + payload.length);
    frame.put((byte) (opcode | (last ? LAST : 0)));
    if (payload.length < 126) {
      frame.put((byte) (MASKED | payload.length));
    } else if (payload.length < 65_536) {
      frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (MASKED | 127)).putLong(payload.length);
    }
    frame.putInt(0).put(payload);
    sendBytes(frame.array(), frame.position());
  }

  void sendBytes(byte[] bytes, int length) {
    try {
      out.write(bytes, 0, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next frame of the server's; waits for it, but not for ever. */
  Frame next() {
    try {
      int opcode = in.readUnsignedByte() & 0x0f;
      int length = in.readUnsignedByte();
      if (length == 126) {
        length = in.readUnsignedShort();
      } else if (length == 127) {
        length = Math.toIntExact(in.readLong());
      }
      return new Frame(opcode, in.readNBytes(length));
    } catch (EOFException | SocketException cut) {
      return new Frame(CLOSE, new byte[] {1006 >> 8, (byte) 1006});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the connection is closed with; whatever comes before is passed over. */
  int closeCode() {
    Frame frame = next();
    while (frame.opcode() != CLOSE) {
      frame = next();
    }
    return frame.closeCode();
  }

  /** Resets the connection, without a word. */
  @Override
  public void close() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String header() throws IOException {
    StringBuilder header = new StringBuilder();
    while (header.indexOf("\r\n\r\n") < 0) {
      header.append((char) in.readUnsignedByte());
    }
    return header.toString();
  }
}
