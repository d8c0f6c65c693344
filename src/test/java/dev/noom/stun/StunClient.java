package dev.noom.stun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** A STUN client written against RFC 8489 alone: it shares no class with the server. */
public final class StunClient implements AutoCloseable {
  /** RFC 8489, section 6.2.1: again after 500 ms, then after twice that and so on, 7 times. */
  private static final int RTO_MS = 500;

  private static final int ATTEMPTS = 7;

  private static final int COOKIE = 0x2112A442;

  private final DatagramSocket socket;
  private final InetSocketAddress server;
  private int transactions;

  public StunClient(InetAddress from, InetSocketAddress server) throws IOException {
    socket = new DatagramSocket(0, from);
    this.server = server;
  }

  /** As the server should see it. */
  public InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  public void send(byte[] datagram) throws IOException {
    socket.send(new DatagramPacket(datagram, datagram.length, server));
  }

  byte[] receive() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
    socket.receive(packet);
    assertEquals(server, packet.getSocketAddress());
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  /** Another Binding request, without an attribute. */
  byte[] request() {
    return ByteBuffer.allocate(20)
        .putInt(0x0001_0000)
        .putInt(COOKIE)
        .putInt(16, ++transactions)
        .array();
  }

  /** What our address looks like from there. */
  public InetSocketAddress asks() throws IOException {
    byte[] request = request();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      send(request);
      try {
        socket.setSoTimeout(RTO_MS << attempt);
        return mapped(request, answerTo(request));
      } catch (SocketTimeoutException lost) {
        // On the way there or back, or we have asked too often: again.
      }
    }
    throw new SocketTimeoutException("No answer.");
  }

  /** Not one that has come late, to an earlier request. */
  private byte[] answerTo(byte[] request) throws IOException {
    byte[] answer;
    do {
      answer = receive();
    } while (!Arrays.equals(request, 4, 20, answer, 4, 20));
    return answer;
  }

  public static boolean hasIpv6() {
    try {
      return NetworkInterface.getByInetAddress(InetAddress.getByName("::1")) != null;
    } catch (IOException e) {
      return false;
    }
  }

  void sendRequests(int number) throws IOException {
    for (int i = 0; i < number; i++) {
      send(request());
    }
  }

  /** How many answers there are until none comes for so long. */
  int answersUntilSilenceOf(int ms) throws IOException {
    int answers = 0;
    socket.setSoTimeout(ms);
    try {
      while (true) {
        receive();
        answers++;
      }
    } catch (SocketTimeoutException silence) {
      return answers;
    }
  }

  static InetSocketAddress mapped(byte[] request, byte[] response) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(response);
    assertEquals(0x0101, in.getShort(), HexFormat.of().formatHex(response));
    assertEquals(response.length - 20, in.getShort());
    byte[] mask = Arrays.copyOfRange(request, 4, 20);
    assertTrue(Arrays.equals(mask, 0, 16, response, 4, 20), "another transaction");
    in.position(20);
    assertEquals(0x0020, in.getShort());
    byte[] address = new byte[in.getShort() - 4];
    assertEquals(address.length == 4 ? 1 : 2, in.getShort());
    int port = in.getChar() ^ COOKIE >>> 16;
    in.get(address);
    for (int i = 0; i < address.length; i++) {
      address[i] ^= mask[i];
    }
    assertFingerprint(in);
    return new InetSocketAddress(InetAddress.getByAddress(address), port);
  }

  private static void assertFingerprint(ByteBuffer in) {
    CRC32 crc = new CRC32();
    crc.update(in.duplicate().flip());
    assertEquals(0x80280004, in.getInt());
    assertEquals((int) crc.getValue() ^ 0x5354554e, in.getInt());
    assertEquals(0, in.remaining());
  }

  @Override
  public void close() {
    socket.close();
  }
}
