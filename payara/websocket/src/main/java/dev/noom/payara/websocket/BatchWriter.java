package dev.noom.payara.websocket;

import dev.noom.frames.FrameGuard;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;

/**
 * Hands frames on to another writer, in order; those of one {@link Batch} as one piece. One piece
 * is under way at a time, and what comes meanwhile waits here. When too much does, the other end
 * does not read at all, and the connection is closed.
 *
 * <p>A frame counts as written when it is taken for a piece. So a sender with one message under way
 * at a time, as our outbox is, never has more than one waiting here.
 *
 * <p>Nothing of the container, and no handler, is ever called under the lock: a write that fails
 * closes the connection in the same call, and a close goes on to the room.
 */
final class BatchWriter extends Writer {
  /**
   * Frames. Ours wait elsewhere and come one at a time, so these are answers to pings, of 125 bytes
   * at most and a few hundred of their own.
   */
  static final int MAX_WAITING = 256;

  /** What a frame weighs beside its bytes: its objects and its place in the queue. */
  private static final int OVERHEAD = 256;

  /** 64 KiB: what is larger is worth a system call of its own. */
  static final int MAX_BATCH = 1 << 16;

  /** One for all, since every connection ends. */
  private static final IOException CLOSED =
      new IOException("It is closed.") {
        private static final long serialVersionUID = 1L;

        @Override
        public Throwable fillInStackTrace() {
          return this;
        }
      };

  private enum State {
    /** Nothing is under way. */
    IDLE,
    /** A thread is handing pieces on, and goes on until there is nothing left or one is parked. */
    HANDING_ON,
    /** A piece waits for the other end to read. */
    PARKED
  }

  private record Frame(ByteBuffer bytes, CompletionHandler<ByteBuffer> handler) {
    /** What it takes while it waits. A message of ours counts where it came from, in the outbox. */
    int kept() {
      return isControl(bytes) ? OVERHEAD + bytes.remaining() : 0;
    }
  }

  /** How the connection ends. */
  interface End {
    /** A close frame is on its way. */
    void soon();

    /** All is sent. */
    void gently();

    /** Whatever is under way: a gentle end would wait for an other end that does not read. */
    void atOnce();
  }

  private final Writer writer;
  private final End ending;

  /** Taken, and not handed on yet. Also the lock for what follows. */
  private final List<ByteBuffer> batched = new ArrayList<>(2);

  private int batchedBytes;

  /** Whom to ask before something is kept because the other end does not read. */
  private volatile FrameGuard guard = FrameGuard.NONE;

  /** Who will flush what is batched; null where nobody does. */
  private Batch batch;

  private State state = State.IDLE;

  /** Not taken, because a piece is under way. */
  private final Queue<Frame> waiting = new ArrayDeque<>(1);

  /** Why nothing is taken any more. */
  private IOException end;

  /** Whether the thread that hands on is to close the connection afterwards. */
  private boolean closing;

  BatchWriter(Writer writer, End ending) {
    this.writer = writer;
    this.ending = ending;
  }

  void guardedBy(FrameGuard frameGuard) {
    guard = frameGuard;
  }

  @Override
  public void write(ByteBuffer bytes, CompletionHandler<ByteBuffer> handler) {
    boolean isLast = isClose(bytes);
    if (isLast) {
      ending.soon();
    }
    boolean isFull = false;
    boolean flushes = false;
    IOException why;
    synchronized (batched) {
      why = end;
      if (isLast && end == null) {
        end = CLOSED;
      }
      if (why == null && state != State.IDLE) {
        Frame frame = new Frame(bytes, handler);
        if (waiting.size() < MAX_WAITING && guard.keeps(frame.kept())) {
          waiting.add(frame);
          return;
        }
        isFull = true;
        why = new IOException("The other end does not read.");
        end = why;
      }
      if (why == null) {
        flushes = batch(bytes) || isLast;
      }
    }
    if (flushes) {
      flush();
    }
    if (isFull) {
      fail(why);
      ending.atOnce();
    }
    if (why == null) {
      handler.completed(bytes);
    } else {
      handler.failed(why);
    }
  }

  /** Returns whether nobody else will flush it, or it is much already. */
  private boolean batch(ByteBuffer bytes) {
    batched.add(bytes);
    batchedBytes += bytes.remaining();
    Batch current = Batch.current();
    if (current == null || batchedBytes >= MAX_BATCH) {
      return true;
    }
    if (batch != current) {
      batch = current;
      current.add(this);
    }
    return false;
  }

  /**
   * After it nothing is to be sent, and the connection may be closed at any moment (RFC 6455,
   * sections 5.2 and 5.5.1).
   */
  private static boolean isClose(ByteBuffer frame) {
    return (frame.get(frame.position()) & 0x0f) == 8;
  }

  private static boolean isControl(ByteBuffer frame) {
    return (frame.get(frame.position()) & 0x08) != 0;
  }

  /** Hands on what is batched; harmless where somebody else does or there is nothing. */
  void flush() {
    synchronized (batched) {
      if (state != State.IDLE || batched.isEmpty()) {
        return;
      }
      state = State.HANDING_ON;
    }
    handOn();
  }

  /** A loop and not a recursion: a fast socket takes every piece before the call returns. */
  private void handOn() {
    List<Frame> taken = new ArrayList<>();
    Piece piece;
    do {
      ByteBuffer next = next(taken);
      taken.forEach(frame -> frame.handler().completed(frame.bytes()));
      if (next == null) {
        return;
      }
      piece = new Piece(next.remaining());
      try {
        writer.write(next, piece);
      } catch (RuntimeException e) {
        piece.failed(e);
      }
    } while (piece.isOver());
  }

  /**
   * Takes all there is for the next piece; null where there is nothing, and then it has closed,
   * too.
   *
   * @param taken gets what has waited, and is written now
   */
  private ByteBuffer next(List<Frame> taken) {
    taken.clear();
    boolean closes;
    synchronized (batched) {
      for (Frame frame; (frame = waiting.poll()) != null; ) {
        taken.add(frame);
        guard.frees(frame.kept());
        batched.add(frame.bytes());
        batchedBytes += frame.bytes().remaining();
      }
      if (!batched.isEmpty()) {
        return takeAll();
      }
      state = State.IDLE;
      closes = closing;
      closing = false;
    }
    if (closes) {
      close();
    }
    return null;
  }

  private ByteBuffer takeAll() {
    ByteBuffer all = batched.get(0);
    if (batched.size() > 1) {
      all = ByteBuffer.allocate(batchedBytes);
      batched.forEach(all::put);
      all.flip();
    }
    batched.clear();
    batchedBytes = 0;
    batch = null;
    return all;
  }

  /**
   * After what another thread is just handing on; but not gently where the other end does not read:
   * a gentle close would wait behind that.
   */
  @Override
  public void close() {
    flush();
    boolean isParked;
    synchronized (batched) {
      if (state == State.HANDING_ON) {
        closing = true;
        return;
      }
      isParked = state == State.PARKED;
    }
    fail(CLOSED);
    if (isParked) {
      ending.atOnce();
    } else {
      ending.gently();
    }
  }

  private void fail(IOException why) {
    List<Frame> lost;
    synchronized (batched) {
      end = end == null ? why : end;
      batched.clear();
      batchedBytes = 0;
      lost = List.copyOf(waiting);
      waiting.clear();
    }
    lost.forEach(frame -> guard.frees(frame.kept()));
    lost.forEach(frame -> frame.handler().failed(why));
  }

  /**
   * One piece. The thread that hands it on and the container, when it is through, both arrive here.
   * The second of them goes on.
   */
  private final class Piece extends CompletionHandler<ByteBuffer> {
    private final int size;
    private boolean isOver;
    private boolean isParked;
    private boolean isKept;

    Piece(int size) {
      this.size = size;
    }

    /** To be asked once, after the piece was handed on; if not, the container will go on. */
    boolean isOver() {
      boolean closes;
      boolean isShort;
      synchronized (batched) {
        if (isOver) {
          return true;
        }
        isParked = true;
        isKept = guard.keeps(size);
        isShort = !isKept;
        state = State.PARKED;
        closes = closing;
        closing = false;
      }
      if (isShort) {
        fail(new IOException("The other end does not read, and there is no memory for it."));
        ending.atOnce();
      } else if (closes) {
        close();
      }
      return false;
    }

    @Override
    public void completed(ByteBuffer written) {
      synchronized (batched) {
        isOver = true;
        if (!isParked) {
          return;
        }
        state = State.HANDING_ON;
        if (isKept) {
          guard.frees(size);
        }
      }
      handOn();
    }

    /** Its frames count as written: so their sender has to hear that the end has come. */
    @Override
    public void failed(Throwable why) {
      fail(new IOException(why));
      synchronized (batched) {
        closing = true;
      }
      completed(null);
    }

    @Override
    public void cancelled() {
      failed(new IOException("The write was cancelled."));
    }
  }
}
