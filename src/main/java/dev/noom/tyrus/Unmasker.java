package dev.noom.tyrus;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.glassfish.tyrus.spi.ReadHandler;

/**
 * Takes the masks off frames (RFC 6455, section 5.3) before Tyrus sees them, eight bytes at a time:
 * Tyrus does it byte by byte, with a division for each, and that was an eighth of all work. Only
 * frames that have come whole; the rest goes on as it is, and is Tyrus's. See docs/performance.md.
 *
 * <p>A frame that breaks the {@link FrameRules} does not go on. In its place Tyrus gets one that it
 * refuses by itself, so that the connection ends as it does for every other mistake, with 1002.
 * What comes afterwards is not looked at.
 */
final class Unmasker {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int MASK = 4;

  /** A bit of the second byte; the others are the length, or say where it is. */
  private static final int MASKED = 0x80;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** A ping in pieces, which nobody may send (section 5.5). */
  private static final byte[] WRONG = {0x09, (byte) MASKED};

  private final ReadHandler tyrus;
  private final FrameRules rules = new FrameRules();

  /** How much of a frame has not come yet that goes on as it is. */
  private long passing;

  /** A header that has not come whole. */
  private ByteBuffer held = NOTHING;

  private boolean isRefused;

  Unmasker(ReadHandler tyrus) {
    this.tyrus = tyrus;
  }

  /** Hands on frame by frame. Changes the buffer's content, and takes all of it. */
  void handle(ByteBuffer data) {
    ByteBuffer bytes = data;
    if (held.hasRemaining()) {
      bytes = ByteBuffer.allocate(held.remaining() + data.remaining()).put(held).put(data).flip();
      held = NOTHING;
    }
    while (bytes.hasRemaining()) {
      if (isRefused) {
        bytes.position(bytes.limit());
      } else if (passing > 0) {
        pass(bytes, passing);
      } else if (!next(bytes)) {
        held = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
      }
    }
  }

  /** Returns false if its header has not come whole, or a control frame has not. */
  private boolean next(ByteBuffer bytes) {
    int start = bytes.position();
    int there = bytes.remaining();
    if (there < 2) {
      return false;
    }
    int second = bytes.get(start + 1) & 0xff;
    boolean isMasked = (second & MASKED) != 0;
    int kind = second & 0x7f;
    int lengthBytes = kind < 126 ? 0 : kind == 126 ? 2 : 8;
    int plain = 2 + lengthBytes;
    int header = plain + MASK;
    if (!isMasked) {
      return refuse(bytes); // section 5.1
    }
    if (there < header) {
      return false;
    }
    long length =
        switch (lengthBytes) {
          case 0 -> kind;
          case 2 -> bytes.getShort(start + 2) & 0xffff;
          default -> bytes.getLong(start + 2);
        };
    int first = bytes.get(start) & 0xff;
    boolean isControl = FrameRules.isControl(first);
    if (isControl && length <= FrameRules.MOST_OF_CONTROL && there < header + length) {
      return false;
    }
    if (!rules.allow(first, kind, length)) {
      return refuse(bytes);
    }
    if (!bytes.hasArray() || length > there - header) {
      // Also a length that is too much: for Tyrus to refuse.
      pass(bytes, length > Integer.MAX_VALUE ? Long.MAX_VALUE : header + length);
      return true;
    }
    int end = start + header + (int) length;
    int mask = bytes.getInt(start + plain);
    unmask(bytes.array(), bytes.arrayOffset() + start + header, (int) length, mask);
    if ((first & 0x0f) == FrameRules.CLOSE
        && !FrameRules.allowClose(bytes.duplicate().limit(end).position(start + header))) {
      return refuse(bytes);
    }
    // The header moves to where the mask was.
    for (int i = plain - 1; i >= 0; i--) {
      bytes.put(start + MASK + i, bytes.get(start + i));
    }
    bytes.put(start + MASK + 1, (byte) kind);
    bytes.position(end);
    tyrus.handle(bytes.duplicate().limit(end).position(start + MASK));
    return true;
  }

  private boolean refuse(ByteBuffer bytes) {
    isRefused = true;
    bytes.position(bytes.limit());
    tyrus.handle(ByteBuffer.wrap(WRONG.clone()));
    return true;
  }

  /**
   * As it is.
   *
   * @param size of the frame, or of the rest of it; may be more than there is
   */
  private void pass(ByteBuffer bytes, long size) {
    int now = (int) Math.min(size, bytes.remaining());
    passing = size - now;
    int start = bytes.position();
    bytes.position(start + now);
    tyrus.handle(bytes.duplicate().limit(start + now).position(start));
  }

  private static void unmask(byte[] bytes, int from, int length, int mask) {
    long twice = (long) mask << 32 | mask & 0xffff_ffffL;
    int end = from + length;
    int i = from;
    for (; i <= end - Long.BYTES; i += Long.BYTES) {
      LONG.set(bytes, i, (long) LONG.get(bytes, i) ^ twice);
    }
    for (int shift = 24; i < end; i++, shift = (shift - 8) & 31) {
      bytes[i] ^= (byte) (mask >> shift);
    }
  }
}
