package dev.noom.stun;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;

/**
 * A UDP port on which Binding requests are answered, by the one thread that runs this until it is
 * closed. What arrives there may come from anybody: none of it is logged.
 */
final class StunResponder implements Runnable, AutoCloseable {
  private static final Logger LOG = System.getLogger(StunResponder.class.getName());

  /** RFC 8489, section 6.1: no larger request is sent by anybody; the rest would be cut off. */
  private static final int MAX_BYTES = 1_280;

  private final DatagramChannel channel;
  private final int port;
  private final SourceLimiter limiter = new SourceLimiter();

  private StunResponder(DatagramChannel channel) throws IOException {
    this.channel = channel;
    this.port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  /**
   * @throws IOException if the port is taken, or the address is none of this machine
   */
  static StunResponder bind(InetSocketAddress address) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      return new StunResponder(channel.bind(address));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  int port() {
    return port;
  }

  /** Until it is closed or has failed. */
  boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void run() {
    try (channel) {
      serve();
    } catch (ClosedChannelException closed) {
      LOG.log(Level.DEBUG, "STUN on UDP port {0} has ended.", "" + port);
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.ERROR, "STUN on UDP port " + port + " has failed and is off from now on.", e);
    }
  }

  private void serve() throws IOException {
    ByteBuffer datagram = ByteBuffer.allocateDirect(MAX_BYTES);
    while (true) {
      InetSocketAddress source = (InetSocketAddress) channel.receive(datagram.clear());
      ByteBuffer answer = answer(datagram.flip(), source);
      if (answer != null) {
        send(answer, source);
      }
    }
  }

  private ByteBuffer answer(ByteBuffer datagram, InetSocketAddress source) {
    if (!isPlausible(source)) {
      return null;
    }
    return BindingResponse.to(datagram, source)
        .filter(any -> limiter.allows(source.getAddress(), System.nanoTime()))
        .orElse(null);
  }

  /**
   * Browsers do not ask from the ports of services, and NATs do not put them there (RFC 4787,
   * section 4.2.2): who does has forged somebody's address, to have us answer there.
   */
  private static boolean isPlausible(InetSocketAddress source) {
    return source.getPort() >= 1_024
        && !source.getAddress().isMulticastAddress()
        && !source.getAddress().isAnyLocalAddress();
  }

  private void send(ByteBuffer answer, InetSocketAddress source) throws IOException {
    try {
      channel.send(answer, source);
    } catch (ClosedChannelException end) {
      throw end;
    } catch (IOException e) {
      // No road leads to this source. It may be forged, and then it must not be able to end us.
      LOG.log(Level.TRACE, "An answer could not be sent.", e);
    }
  }

  /** Ends {@link #run}; the port is free when that has returned. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
