package dev.noom.payara.websocket;

import dev.noom.frames.FrameGuard;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.glassfish.tyrus.spi.ReadHandler;

/**
 * Takes the masks off frames (RFC 6455, section 5.3) before Tyrus sees them, eight bytes at a time:
 * Tyrus does it byte by byte, with a division for each, and that was an eighth of all work. Tyrus
 * gets whole frames only, and of those that break the {@link FrameRules} another one, which it
 * refuses. What has begun to come is kept here, after the {@link FrameGuard} has agreed: to the
 * header first, then to each piece of memory. See docs/performance.md.
 */
final class Unmasker {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int MASK = 4;

  /** A bit of the second byte; the others are the length, or say where it is. */
  private static final int MASKED = 0x80;

  private static final int OPCODE = 0x0f;

  /** Two bytes, a length in eight more, and the mask. */
  private static final int MAX_HEADER = 14;

  private static final byte[] NOTHING = {};

  /** A ping that says that more of it is to come: Tyrus closes the connection for it, with 1002. */
  private static final byte[] WRONG = {0x09, (byte) MASKED};

  private final ReadHandler tyrus;
  private final FrameGuard guard;
  private final FrameRules rules = new FrameRules();

  /** How much of a frame has not come yet that is passed over. */
  private long skipping;

  /** The beginning of a frame that has not come whole; as a rule there is none. */
  private byte[] held = NOTHING;

  private int heldBytes;

  /** How long that frame is, or, where that is not known yet, how many bytes tell more of it. */
  private int awaited;

  private boolean isJudged;

  Unmasker(ReadHandler tyrus, FrameGuard guard) {
    this.tyrus = tyrus;
    this.guard = guard;
  }

  /** Hands on frame by frame. Changes the buffer's content, and takes all of it. */
  void handle(ByteBuffer data) {
    while (data.hasRemaining()) {
      if (skipping > 0) {
        int now = (int) Math.min(skipping, data.remaining());
        skipping -= now;
        data.position(data.position() + now);
      } else if (heldBytes > 0) {
        goOn(data);
      } else {
        begin(data);
      }
    }
  }

  /** The beginning of the data is that of a frame. */
  private void begin(ByteBuffer data) {
    isJudged = false;
    if (!isHere(data)) {
      return;
    }
    if (data.remaining() >= awaited) {
      ByteBuffer frame = data.duplicate().limit(data.position() + awaited);
      data.position(frame.limit());
      handOn(frame);
    } else {
      keep(data, data.remaining());
    }
  }

  /** The data go on with the frame that is held. */
  private void goOn(ByteBuffer data) {
    keep(data, Math.min(awaited - heldBytes, data.remaining()));
    if (heldBytes == 0 || heldBytes < awaited || !isHere(ByteBuffer.wrap(held, 0, heldBytes))) {
      return;
    }
    if (heldBytes == awaited) {
      ByteBuffer frame = ByteBuffer.wrap(held, 0, heldBytes);
      int room = held.length;
      held = NOTHING;
      heldBytes = 0;
      // What Tyrus makes of it is counted by who gets it.
      guard.frees(room);
      handOn(frame);
    }
  }

  /** Adds to what is held; as much room as twice that, so that many small pieces cost little. */
  private void keep(ByteBuffer data, int count) {
    int there = heldBytes + count;
    if (there > held.length) {
      int room = Math.min(Math.max(awaited, MAX_HEADER), Math.max(MAX_HEADER, there * 2));
      if (!guard.keeps(room - held.length)) {
        skip(Long.MAX_VALUE);
        guard.isShort();
        return;
      }
      held = Arrays.copyOf(held, room);
    }
    data.get(held, heldBytes, count);
    heldBytes = there;
  }

  private void skip(long bytes) {
    guard.frees(held.length);
    held = NOTHING;
    heldBytes = 0;
    skipping = bytes;
  }

  /** Nothing is listened to after it. */
  private boolean refuse() {
    skip(Long.MAX_VALUE);
    tyrus.handle(ByteBuffer.wrap(WRONG.clone()));
    return false;
  }

  /**
   * Looks at the header of a frame, as far as it has come, and sets {@link #awaited}.
   *
   * @return false if the frame is passed over
   */
  private boolean isHere(ByteBuffer bytes) {
    if (isJudged) {
      return true;
    }
    int start = bytes.position();
    int there = bytes.remaining();
    awaited = 2;
    if (there < awaited) {
      return true;
    }
    int second = bytes.get(start + 1) & 0xff;
    if ((second & MASKED) == 0) {
      return refuse(); // section 5.1
    }
    int kind = second & 0x7f;
    int lengthBytes = lengthBytes(kind);
    awaited = 2 + lengthBytes + MASK;
    if (there < 2 + lengthBytes) {
      return true;
    }
    long length =
        switch (lengthBytes) {
          case 0 -> kind;
          case 2 -> bytes.getShort(start + 2) & 0xffff;
          default -> bytes.getLong(start + 2);
        };
    int first = bytes.get(start) & 0xff;
    if (!rules.allow(first, kind, length)) {
      return refuse();
    }
    boolean isTooLong = length > Integer.MAX_VALUE - MAX_HEADER;
    if (!guard.accepts(first & OPCODE, length) || isTooLong) {
      // What has come of it is passed over with the rest, which the reader is still at.
      skip(isTooLong ? Long.MAX_VALUE : awaited + length - heldBytes);
      return false;
    }
    awaited += (int) length;
    isJudged = true;
    return true;
  }

  private static int lengthBytes(int kind) {
    return kind < 126 ? 0 : kind == 126 ? 2 : 8;
  }

  /** A whole frame. */
  private void handOn(ByteBuffer frame) {
    int start = frame.position();
    int end = frame.limit();
    int kind = frame.get(start + 1) & 0x7f;
    int plain = 2 + lengthBytes(kind);
    int payload = start + plain + MASK;
    unmask(
        frame.array(), frame.arrayOffset() + payload, end - payload, frame.getInt(start + plain));
    if ((frame.get(start) & OPCODE) == FrameRules.CLOSE
        && !FrameRules.allowClose(frame.duplicate().position(payload))) {
      refuse();
      return;
    }
    // The header moves to where the mask was.
    for (int i = plain - 1; i >= 0; i--) {
      frame.put(start + MASK + i, frame.get(start + i));
    }
    frame.put(start + MASK + 1, (byte) kind);
    tyrus.handle(frame.position(start + MASK));
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
