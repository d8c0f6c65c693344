package dev.noom.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.Locale;

/**
 * The client's end of one WebSocket (RFC 6455), without extensions. One message is one {@code
 * write}, as in a browser; what the socket does not take waits in order.
 */
final class Connection {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int CONTINUATION = 0;
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int MAX_HEADER = 14;
  private static final byte[] NOTHING = {};

  private enum State {
    CONNECTING,
    UPGRADING,
    OPEN,
    CLOSED
  }

  private final WebSocketClient client;
  private final WebSocketClient.Listener listener;
  private final InetSocketAddress server;
  private final String target;
  private final String subprotocol;
  private final Deque<ByteBuffer> unsent = new ArrayDeque<>(0);
  private SocketChannel channel;
  private SelectionKey key;
  private State state = State.CONNECTING;
  private String accept;
  private byte[] partial = NOTHING;
  private ByteArrayOutputStream fragments;
  private boolean closing;

  Connection(
      WebSocketClient client,
      Selector selector,
      InetSocketAddress server,
      String target,
      String subprotocol,
      int receiveBuffer,
      WebSocketClient.Listener listener) {
    this.client = client;
    this.listener = listener;
    this.server = server;
    this.target = target;
    this.subprotocol = subprotocol;
    try {
      channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      if (receiveBuffer > 0) {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
      }
      channel.connect(server);
      key = channel.register(selector, SelectionKey.OP_CONNECT, this);
    } catch (IOException e) {
      // Later, so that the owner has its reference before it hears of the end.
      client.after(0, () -> fail(String.valueOf(e.getMessage())));
    }
  }

  /** Sends one text message made of parts, so that nobody has to join them first. */
  void send(byte[]... parts) {
    if (state == State.OPEN && !closing) {
      writeFrame(TEXT, parts);
    }
  }

  /** Starts the closing handshake; {@code closed} is called when the server has answered. */
  void close() {
    if (state == State.OPEN && !closing) {
      writeFrame(CLOSE, new byte[] {1000 >> 8, (byte) 1000});
      closing = true;
    } else if (state != State.CLOSED && state != State.OPEN) {
      fail("closed before it was open");
    }
  }

  /** Stops or resumes reading, as a stalled tab does; the socket itself stays. */
  void stall(boolean stalled) {
    if (state != State.CLOSED) {
      int ops = key.interestOps();
      key.interestOps(stalled ? ops & ~SelectionKey.OP_READ : ops | SelectionKey.OP_READ);
    }
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  /** Drops the TCP connection without a word. */
  void abort() {
    end(1006, "aborted");
  }

  void fail(String why) {
    end(1006, why);
  }

  void ready(SelectionKey ready) throws IOException {
    if (state == State.CONNECTING && ready.isConnectable()) {
      channel.finishConnect();
      ready.interestOps(SelectionKey.OP_READ);
      upgrade();
    }
    if (state != State.CLOSED && ready.isWritable()) {
      flush();
    }
    if (state != State.CLOSED && ready.isReadable()) {
      read();
    }
  }

  private void upgrade() throws IOException {
    byte[] nonce = new byte[16];
    client.random.nextBytes(nonce);
    String secret = Base64.getEncoder().encodeToString(nonce);
    accept = acceptFor(secret);
    String host = server.getHostString() + ":" + server.getPort();
    String request =
        ("GET " + target + " HTTP/1.1\r\n")
            + ("Host: " + host + "\r\n")
            + ("Origin: http://" + host + "\r\n")
            + "Upgrade: websocket\r\nConnection: Upgrade\r\n"
            + ("Sec-WebSocket-Key: " + secret + "\r\nSec-WebSocket-Version: 13\r\n")
            + (subprotocol == null ? "" : "Sec-WebSocket-Protocol: " + subprotocol + "\r\n")
            + "\r\n";
    state = State.UPGRADING;
    write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String acceptFor(String secret) {
    try {
      String joined = secret + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
      byte[] hash =
          MessageDigest.getInstance("SHA-1").digest(joined.getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void read() throws IOException {
    ByteBuffer in = client.in.clear();
    in.put(partial);
    int count = channel.read(in);
    if (count < 0) {
      end(1006, "the server dropped the connection");
      return;
    }
    client.bytesIn += count;
    byte[] bytes = in.array();
    int used = parse(bytes, in.position());
    // Listeners may have closed us; only an open connection keeps the rest.
    partial =
        state == State.CLOSED || used == in.position()
            ? NOTHING
            : Arrays.copyOfRange(bytes, used, in.position());
    if (partial.length == in.capacity()) {
      end(1009, "a frame of more than 256 KiB");
    }
  }

  /** Consumes whole frames and returns how far it came. */
  private int parse(byte[] bytes, int end) {
    int at = 0;
    if (state == State.UPGRADING) {
      at = parseUpgrade(bytes, end);
    }
    while (state == State.OPEN && end - at >= 2) {
      int lengthBits = bytes[at + 1] & 0xff;
      int header = lengthBits == 127 ? 10 : lengthBits == 126 ? 4 : 2;
      if (end - at < header) {
        break;
      }
      long length = lengthBits;
      if (header == 4) {
        length = (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff;
      } else if (header == 10) {
        length = (long) LONGS.get(bytes, at + 2);
      }
      if ((bytes[at] & 0x70) != 0 || lengthBits > 127 || length < 0 || length > 200_000) {
        end(1002, "a frame with reserved bits, a mask or an absurd length");
        break;
      }
      if (end - at < header + length) {
        break;
      }
      frame(bytes[at] & 0x0f, bytes[at] < 0, bytes, at + header, (int) length);
      at += header + (int) length;
    }
    return at;
  }

  private int parseUpgrade(byte[] bytes, int end) {
    for (int i = 3; i < end; i++) {
      if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
        upgraded(new String(bytes, 0, i + 1, StandardCharsets.ISO_8859_1));
        return i + 1;
      }
    }
    return 0;
  }

  private void upgraded(String response) {
    String status = response.substring(0, response.indexOf('\r'));
    if (!status.startsWith("HTTP/1.1 101")) {
      end(1006, "the upgrade was answered with " + status);
    } else if (!accept.equals(header(response, "sec-websocket-accept"))) {
      end(1006, "a wrong Sec-WebSocket-Accept");
    } else if (subprotocol != null
        && !subprotocol.equals(header(response, "sec-websocket-protocol"))) {
      end(1006, "the subprotocol was not accepted");
    } else {
      state = State.OPEN;
      accept = null;
      listener.opened();
    }
  }

  private static String header(String response, String name) {
    return response
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).trim())
        .findFirst()
        .orElse(null);
  }

  private void frame(int opcode, boolean last, byte[] bytes, int offset, int length) {
    client.framesIn++;
    if (opcode == TEXT && last) {
      listener.text(bytes, offset, length);
    } else if (opcode == TEXT || opcode == CONTINUATION && fragments != null) {
      fragment(opcode, last, bytes, offset, length);
    } else if (opcode == PING) {
      writeFrame(PONG, Arrays.copyOfRange(bytes, offset, offset + length));
    } else if (opcode == CLOSE) {
      closedByServer(bytes, offset, length);
    } else if (opcode != PONG) {
      end(1002, "an unexpected frame, opcode " + opcode);
    }
  }

  private void fragment(int opcode, boolean last, byte[] bytes, int offset, int length) {
    if (opcode == TEXT) {
      fragments = new ByteArrayOutputStream();
    }
    fragments.write(bytes, offset, length);
    if (last) {
      byte[] whole = fragments.toByteArray();
      fragments = null;
      listener.text(whole, 0, whole.length);
    }
  }

  private void closedByServer(byte[] bytes, int offset, int length) {
    int code = length < 2 ? 1005 : (bytes[offset] & 0xff) << 8 | bytes[offset + 1] & 0xff;
    String reason =
        length <= 2 ? "" : new String(bytes, offset + 2, length - 2, StandardCharsets.UTF_8);
    if (!closing) {
      writeFrame(CLOSE, length < 2 ? NOTHING : Arrays.copyOfRange(bytes, offset, offset + 2));
    }
    end(code, reason);
  }

  private void writeFrame(int opcode, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer out = client.out.clear();
    if (length + MAX_HEADER > out.capacity()) {
      throw new IllegalArgumentException("A message of " + length + " bytes");
    }
    out.put((byte) (0x80 | opcode));
    if (length < 126) {
      out.put((byte) (0x80 | length));
    } else if (length < 65_536) {
      out.put((byte) (0x80 | 126)).putShort((short) length);
    } else {
      out.put((byte) (0x80 | 127)).putLong(length);
    }
    int mask = client.random.nextInt();
    out.putInt(mask);
    int start = out.position();
    for (byte[] part : parts) {
      out.put(part);
    }
    mask(out.array(), start, out.position(), mask);
    client.framesOut++;
    try {
      write(out.flip());
    } catch (IOException e) {
      fail(String.valueOf(e.getMessage()));
    }
  }

  private static void mask(byte[] bytes, int start, int end, int mask) {
    long twice = (long) mask << 32 | mask & 0xffff_ffffL;
    int at = start;
    for (; at + 8 <= end; at += 8) {
      LONGS.set(bytes, at, (long) LONGS.get(bytes, at) ^ twice);
    }
    for (; at < end; at++) {
      bytes[at] ^= (byte) (mask >> 24 - 8 * (at - start & 3));
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    client.bytesOut += bytes.remaining();
    if (unsent.isEmpty()) {
      channel.write(bytes);
    }
    if (bytes.hasRemaining()) {
      unsent.add(ByteBuffer.allocate(bytes.remaining()).put(bytes).flip());
      key.interestOpsOr(SelectionKey.OP_WRITE);
    }
  }

  private void flush() throws IOException {
    while (!unsent.isEmpty()) {
      channel.write(unsent.peek());
      if (unsent.peek().hasRemaining()) {
        return;
      }
      unsent.poll();
    }
    key.interestOpsAnd(~SelectionKey.OP_WRITE);
  }

  private void end(int code, String why) {
    if (state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      why += " (and " + e.getMessage() + " on closing)";
    }
    listener.closed(code, why);
  }
}
