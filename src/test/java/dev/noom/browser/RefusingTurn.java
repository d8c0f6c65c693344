package dev.noom.browser;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A TURN server by UDP that refuses every credential, as coturn does with another secret (RFC 8656,
 * section 7.2): the same answer, everywhere, without coturn.
 */
final class RefusingTurn implements AutoCloseable {
  private static final int HEADER = 20;
  private static final int ALLOCATE_REQUEST = 0x0003;
  private static final int ALLOCATE_ERROR = 0x0113;
  private static final int ERROR_CODE = 0x0009;
  private static final int REALM = 0x0014;
  private static final int NONCE = 0x0015;
  private static final byte[] UNAUTHORIZED = {0, 0, 4, 1};

  private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());

  RefusingTurn() throws SocketException {
    Thread thread = new Thread(this::serve, "a TURN server that refuses");
    thread.setDaemon(true);
    thread.start();
  }

  String url() {
    return "turn:127.0.0.1:" + socket.getLocalPort() + "?transport=udp";
  }

  @Override
  public void close() {
    socket.close();
  }

  private void serve() {
    DatagramPacket packet = new DatagramPacket(new byte[1_500], 1_500);
    while (!socket.isClosed()) {
      try {
        socket.receive(packet);
        ByteBuffer request = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
        if (request.remaining() >= HEADER && request.getShort(0) == ALLOCATE_REQUEST) {
          byte[] answer = refusal(request);
          socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new IllegalStateException(e);
        }
      }
      packet.setLength(packet.getData().length);
    }
  }

  private static byte[] refusal(ByteBuffer request) {
    ByteBuffer answer = ByteBuffer.allocate(256).put(request.array(), 0, HEADER);
    attribute(answer, ERROR_CODE, UNAUTHORIZED);
    attribute(answer, REALM, "noom".getBytes(StandardCharsets.US_ASCII));
    attribute(answer, NONCE, "any".getBytes(StandardCharsets.US_ASCII));
    answer.putShort(0, (short) ALLOCATE_ERROR).putShort(2, (short) (answer.position() - HEADER));
    return Arrays.copyOf(answer.array(), answer.position());
  }

  /** RFC 8489, section 14: type, length, value, filled up to a multiple of four bytes. */
  private static void attribute(ByteBuffer message, int type, byte[] value) {
    message.putShort((short) type).putShort((short) value.length).put(value);
    message.put(new byte[(4 - value.length % 4) % 4]);
  }
}
