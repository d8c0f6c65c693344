package dev.noom.tyrus;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;

/**
 * Hands frames on to another writer, until too many wait for a reader who does not read; then it
 * closes the connection.
 */
final class BoundedWriter extends Writer {
  /**
   * Frames. Ours wait elsewhere and come one at a time, so these are answers to pings, of 125 bytes
   * at most and a few hundred of their own.
   */
  static final int MAX_WAITING = 256;

  private static final Logger LOG = System.getLogger(BoundedWriter.class.getName());

  private final Writer writer;

  /** Whatever comes after too many is not counted back: it is over then. */
  private final AtomicInteger waiting = new AtomicInteger();

  BoundedWriter(Writer writer) {
    this.writer = writer;
  }

  @Override
  public void write(ByteBuffer frame, CompletionHandler<ByteBuffer> handler) {
    int now = waiting.incrementAndGet();
    if (now <= MAX_WAITING) {
      writer.write(frame, new Counting(handler));
      return;
    }
    handler.failed(new IOException("The other end does not read."));
    if (now == MAX_WAITING + 1) {
      hangUp();
    }
  }

  private void hangUp() {
    try {
      close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "A connection that does not read was gone already: {0}", e.toString());
    }
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  private final class Counting extends CompletionHandler<ByteBuffer> {
    private final CompletionHandler<ByteBuffer> handler;

    Counting(CompletionHandler<ByteBuffer> handler) {
      this.handler = handler;
    }

    @Override
    public void completed(ByteBuffer frame) {
      waiting.decrementAndGet();
      handler.completed(frame);
    }

    @Override
    public void failed(Throwable why) {
      waiting.decrementAndGet();
      handler.failed(why);
    }

    @Override
    public void cancelled() {
      waiting.decrementAndGet();
      handler.cancelled();
    }

    @Override
    public void updated(ByteBuffer frame) {
      handler.updated(frame);
    }
  }
}
