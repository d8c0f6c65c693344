package dev.noom.tyrus;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;

/**
 * Hands frames on to another writer, in order; those of one {@link Gathering} as one piece. While a
 * piece is under way, since the other end does not read as fast, frames wait here. When too many
 * do, it does not read at all, and the connection is closed.
 *
 * <p>A frame counts as written when it is taken: so whoever has one message under way at a time, as
 * our outbox does, never has more than one waiting here.
 */
final class GatheringWriter extends Writer {
  /**
   * Frames. Ours wait elsewhere and come one at a time, so these are answers to pings, of 125 bytes
   * at most and a few hundred of their own.
   */
  static final int MAX_WAITING = 256;

  /** 64 KiB: what is larger is worth a system call of its own. */
  static final int MAX_GATHERED = 1 << 16;

  private static final Logger LOG = System.getLogger(GatheringWriter.class.getName());

  private final Writer writer;
  private final BooleanSupplier terminate;

  /**
   * Taken, and not handed on yet. Also the lock for what follows; held while a piece is handed on,
   * which makes nobody wait, so that the pieces of two threads cannot change places.
   */
  private final List<ByteBuffer> gathered = new ArrayList<>();

  private int gatheredBytes;

  /** Who will flush what is gathered; null where nobody does. */
  private Gathering gathering;

  private boolean underWay;

  /** Not taken, because a piece is under way. */
  private final List<Frame> waiting = new ArrayList<>();

  /** Why nothing is taken any more. */
  private Throwable end;

  private final CompletionHandler<ByteBuffer> piece = new Piece();

  private record Frame(ByteBuffer bytes, CompletionHandler<ByteBuffer> handler) {}

  /**
   * @param terminate ends the connection whatever is under way, or returns false
   */
  GatheringWriter(Writer writer, BooleanSupplier terminate) {
    this.writer = writer;
    this.terminate = terminate;
  }

  @Override
  public void write(ByteBuffer bytes, CompletionHandler<ByteBuffer> handler) {
    boolean isTooMuch = false;
    Throwable why;
    synchronized (gathered) {
      if (underWay && end == null) {
        if (waiting.size() < MAX_WAITING) {
          waiting.add(new Frame(bytes, handler));
          return;
        }
        isTooMuch = true;
        end = new IOException("The other end does not read.");
      }
      why = end;
      if (why == null && gather(bytes)) {
        flush();
      }
    }
    if (isTooMuch) {
      hangUp();
    }
    if (why == null) {
      handler.completed(bytes);
    } else {
      handler.failed(why);
    }
  }

  /** Returns whether to flush now. */
  private boolean gather(ByteBuffer bytes) {
    gathered.add(bytes);
    gatheredBytes += bytes.remaining();
    Gathering current = Gathering.current();
    if (current == null || gatheredBytes >= MAX_GATHERED || isClose(bytes)) {
      return true;
    }
    if (gathering != current) {
      gathering = current;
      current.add(this);
    }
    return false;
  }

  /** After it the connection may be closed at any moment (RFC 6455, sections 5.2 and 5.5.1). */
  private static boolean isClose(ByteBuffer frame) {
    return (frame.get(frame.position()) & 0x0f) == 8;
  }

  void flush() {
    synchronized (gathered) {
      if (!underWay && !gathered.isEmpty()) {
        underWay = true;
        writer.write(takeAll(), piece);
      }
    }
  }

  private ByteBuffer takeAll() {
    ByteBuffer all = gathered.get(0);
    if (gathered.size() > 1) {
      all = ByteBuffer.allocate(gatheredBytes);
      gathered.forEach(all::put);
      all.flip();
    }
    gathered.clear();
    gatheredBytes = 0;
    gathering = null;
    return all;
  }

  /** Not gently where something is under way: a gentle close would wait behind it. */
  @Override
  public void close() throws IOException {
    boolean isStuck;
    synchronized (gathered) {
      flush();
      isStuck = underWay;
    }
    if (!isStuck || !terminate.getAsBoolean()) {
      writer.close();
    }
  }

  private void hangUp() {
    piece.failed(end);
    try {
      close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "A connection that does not read was gone already: {0}", e.toString());
    }
  }

  /** Called before {@link #flush} returns, unless the other end does not read. */
  private final class Piece extends CompletionHandler<ByteBuffer> {
    @Override
    public void completed(ByteBuffer written) {
      List<Frame> taken;
      synchronized (gathered) {
        underWay = false;
        taken = takeWaiting();
        taken.forEach(frame -> gather(frame.bytes()));
        flush();
      }
      taken.forEach(frame -> frame.handler().completed(frame.bytes()));
    }

    @Override
    public void failed(Throwable why) {
      List<Frame> lost;
      synchronized (gathered) {
        end = end == null ? why : end;
        lost = takeWaiting();
      }
      lost.forEach(frame -> frame.handler().failed(why));
    }

    @Override
    public void cancelled() {
      failed(new IOException("The write was cancelled."));
    }
  }

  private List<Frame> takeWaiting() {
    List<Frame> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }
}
