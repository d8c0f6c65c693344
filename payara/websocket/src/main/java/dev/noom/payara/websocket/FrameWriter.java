package dev.noom.payara.websocket;

import dev.noom.frames.FrameGuard;
import dev.noom.frames.TextFrames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;

/**
 * Makes text frames (RFC 6455, section 5.2) by the JDK's encoder: Tyrus's own takes the text
 * character by character into an array of four times its length, and copies what it has got twice
 * (docs/performance.md). No extension is agreed on, and Tyrus sends nothing in parts, so that a
 * whole frame may come between any two of Tyrus's.
 */
final class FrameWriter implements TextFrames {
  /** The last of a message, and text. */
  private static final byte FIN_TEXT = (byte) 0x81;

  /** Of the payload in bytes, and those that say more is to come in two or in eight. */
  private static final int MAX_IN_SEVEN_BITS = 125;

  private static final int MAX_IN_TWO_BYTES = 0xffff;
  private static final byte IN_TWO_BYTES = 126;
  private static final byte IN_EIGHT_BYTES = 127;
  private static final int MAX_HEADER = 2 + Long.BYTES;

  /**
   * What was made last, by whichever thread: what is for everybody is the same string for each, and
   * sent to them in a row. Threads that write at the same time only miss it.
   */
  private static Made last = new Made("", frame(""));

  private record Made(String text, ByteBuffer frame) {}

  private final Writer writer;
  private final AskedGuard guard = new AskedGuard();

  FrameWriter(Writer writer) {
    this.writer = writer;
  }

  @Override
  public void guardedBy(FrameGuard frameGuard) {
    guard.current = frameGuard;
  }

  @Override
  public boolean afterRead(Runnable work) {
    Batch current = Batch.current();
    if (current == null) {
      return false;
    }
    current.atEnd(work);
    return true;
  }

  /** Asks the guard that was named last. */
  FrameGuard guard() {
    return guard;
  }

  /**
   * The one reference from the container's objects to a guard. Payara keeps the request of a
   * handshake for the next one, and with it all that read from the connection and wrote to it.
   */
  private static final class AskedGuard implements FrameGuard {
    private volatile FrameGuard current = NONE;

    @Override
    public boolean accepts(int opcode, long length) {
      return current.accepts(opcode, length);
    }

    @Override
    public boolean keeps(int bytes) {
      return current.keeps(bytes);
    }

    @Override
    public void frees(int bytes) {
      current.frees(bytes);
    }

    @Override
    public void isShort() {
      current.isShort();
    }
  }

  @Override
  public void write(String text, Consumer<Throwable> done) {
    Made made = last;
    // The very same: to compare others would cost more.
    if (made.text != text) {
      made = new Made(text, frame(text));
      last = made;
    }
    writer.write(made.frame.duplicate(), new Handler(done));
  }

  static ByteBuffer frame(String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    int length = payload.length;
    ByteBuffer frame = ByteBuffer.allocate(MAX_HEADER + length).put(FIN_TEXT);
    if (length <= MAX_IN_SEVEN_BITS) {
      frame.put((byte) length);
    } else if (length <= MAX_IN_TWO_BYTES) {
      frame.put(IN_TWO_BYTES).putShort((short) length);
    } else {
      frame.put(IN_EIGHT_BYTES).putLong(length);
    }
    return frame.put(payload).flip();
  }

  private static final class Handler extends CompletionHandler<ByteBuffer> {
    private final Consumer<Throwable> done;

    Handler(Consumer<Throwable> done) {
      this.done = done;
    }

    @Override
    public void completed(ByteBuffer frame) {
      done.accept(null);
    }

    @Override
    public void failed(Throwable why) {
      done.accept(why);
    }

    @Override
    public void cancelled() {
      done.accept(new IOException("The write was cancelled."));
    }
  }
}
