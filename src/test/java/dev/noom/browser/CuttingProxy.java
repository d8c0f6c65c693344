package dev.noom.browser;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A network between browsers and server that can be cut, at any moment or at a certain message. */
final class CuttingProxy implements AutoCloseable {
  /** Of a WebSocket frame of 126 to 65,535 bytes from a server (RFC 6455, 5.2). */
  private static final int FRAME_HEADER = 4;

  /** What befalls the message that is looked for, and its connection. */
  private enum Fault {
    CUT_BEFORE,
    CUT_AFTER,
    SILENCE
  }

  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final int serverPort;
  private final int port;
  private volatile ServerSocket front;

  /** Which swallow all that arrives, and stay open. */
  private final Set<Socket> deaf = ConcurrentHashMap.newKeySet();

  private volatile boolean isDeafToNewcomers;

  /** What is looked for in what the server sends; null: nothing. */
  private volatile String trigger;

  private volatile Fault fault;
  private volatile int cuts;

  private CuttingProxy(int serverPort) throws IOException {
    this.serverPort = serverPort;
    front = listen(0);
    port = front.getLocalPort();
  }

  static CuttingProxy to(int serverPort) throws IOException {
    return new CuttingProxy(serverPort);
  }

  URI url() {
    return URI.create("http://localhost:" + port + "/");
  }

  /** Resets every connection; new ones are welcome. */
  synchronized void cut() throws IOException {
    cuts++;
    for (Socket socket : sockets) {
      try {
        // A reset instead of an orderly end.
        socket.setSoLinger(true, 0);
      } catch (SocketException e) {
        // It was closed at this very moment.
        continue;
      }
      socket.close();
    }
  }

  /** Resets every connection and refuses new ones until {@link #mend}. */
  void block() throws IOException {
    front.close();
    cut();
  }

  void mend() throws IOException {
    front = listen(port);
  }

  /**
   * From now on nothing comes through the connections that there are, in either direction. They
   * stay open, and nobody is told. New ones are welcome.
   */
  void goesDeaf() {
    deaf.addAll(sockets);
  }

  /** As {@link #goesDeaf}, and for new connections, too. */
  void goesDeafToAll() {
    isDeafToNewcomers = true;
    goesDeaf();
  }

  /** New connections come through again. */
  void hearsNewcomers() {
    isDeafToNewcomers = false;
  }

  /** Cuts when the server sends somebody a message of this type, which is lost. */
  void cutBefore(String type) {
    at(type, Fault.CUT_BEFORE);
  }

  /** Cuts when the server has sent somebody a message of this type. */
  void cutAfter(String type) {
    at(type, Fault.CUT_AFTER);
  }

  /**
   * When the server sends somebody a message of this type, neither that nor anything later on the
   * same connection arrives, and the connection stays open.
   */
  void silenceBefore(String type) {
    at(type, Fault.SILENCE);
  }

  private void at(String type, Fault what) {
    fault = what;
    trigger = "{\"type\":\"" + type + "\"";
  }

  /** How often it was cut so far. */
  int cuts() {
    return cuts;
  }

  @Override
  public void close() throws IOException {
    block();
  }

  private ServerSocket listen(int at) throws IOException {
    ServerSocket listener = new ServerSocket();
    listener.setReuseAddress(true);
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at));
    Daemon.start(() -> accept(listener));
    return listener;
  }

  private void accept(ServerSocket listener) throws IOException {
    while (!listener.isClosed()) {
      Socket browser = listener.accept();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
      for (Socket socket : new Socket[] {browser, server}) {
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        if (isDeafToNewcomers) {
          deaf.add(socket);
        }
      }
      Daemon.start(() -> pump(browser, server, false));
      Daemon.start(() -> pump(server, browser, true));
    }
  }

  private void pump(Socket from, Socket to, boolean watched) throws IOException {
    try (from;
        to) {
      byte[] buffer = new byte[256 * 1024];
      InputStream in = from.getInputStream();
      boolean silenced = false;
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (deaf.contains(from)) {
          continue;
        }
        int end = watched && !silenced ? endBeforeFault(buffer, count) : -1;
        if (!silenced) {
          to.getOutputStream().write(buffer, 0, end < 0 ? count : end);
        }
        if (end >= 0 && fault == Fault.SILENCE) {
          silenced = true;
        } else if (end >= 0) {
          // In order, for what was written must arrive; a reset could overtake it.
          to.close();
          cut();
        }
      }
      while (deaf.contains(to) && !to.isClosed()) {
        // The server has given up; the browser is not told.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    } finally {
      for (Socket socket : new Socket[] {from, to}) {
        sockets.remove(socket);
        deaf.remove(socket);
      }
    }
  }

  /** How many of the bytes are let through before the fault; -1: there is none. */
  private synchronized int endBeforeFault(byte[] buffer, int count) {
    if (trigger == null) {
      return -1;
    }
    int text = new String(buffer, 0, count, StandardCharsets.ISO_8859_1).indexOf(trigger);
    if (text < 0) {
      return -1;
    }
    trigger = null;
    int length = (buffer[text - 2] & 0xff) << 8 | buffer[text - 1] & 0xff;
    return fault == Fault.CUT_AFTER ? text + length : Math.max(0, text - FRAME_HEADER);
  }
}
