package dev.noom.signaling;

import dev.noom.frames.FrameGuard;
import dev.noom.memory.Holding;
import dev.noom.protocol.SignalMessage.Bye;
import dev.noom.signaling.MessageRateLimiter.Verdict;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Decides whether what arrives on one connection is listened to: not too much of it, not too long,
 * and no more than there is memory for. Asked before anything else is done with a message, because
 * the rest is what costs.
 *
 * <p>As a {@link FrameGuard} it sees frames before they have come whole, where the container lets
 * us. A frame that is refused there costs no memory. Pings, which containers answer by themselves,
 * are counted there.
 */
final class InboundGate implements FrameGuard {
  /**
   * Closed with 1009 above this, by the container or by us; from 64 KiB up to here the answer is
   * {@code too-large}. See also WEB-INF/web.xml.
   */
  static final int MAX_FRAME_BYTES = 1 << 17;

  /** Before the join: a `join` has 1 KiB. */
  private static final int MAX_BYTES_BEFORE_JOIN = 1 << 13;

  /** The opcode (RFC 6455, section 11.8). */
  private static final int PING = 9;

  static final CloseReason TOO_FAST = new CloseReason(() -> 4429, "too-fast");
  private static final CloseReason TOO_LONG =
      new CloseReason(CloseCodes.TOO_BIG, "That is too long.");

  /** 5 s, and up to as much again: many that are too fast together do not come back together. */
  private static final int PAUSE_MILLIS = 5_000;

  private final Outbox outbox;
  private final Holding holding;
  private final Heartbeat heartbeat;
  private final MessageRateLimiter rateLimiter;
  private final FragmentBuffer fragments;
  private final Runnable tooFast;

  private boolean isClosed;
  private volatile boolean isJoined;

  /**
   * @param tooFast called once an episode, when the first message of it is dropped
   */
  InboundGate(
      Outbox outbox,
      Holding holding,
      Heartbeat heartbeat,
      MessageRateLimiter rateLimiter,
      Runnable tooFast) {
    this.outbox = outbox;
    this.holding = holding;
    this.heartbeat = heartbeat;
    this.rateLimiter = rateLimiter;
    this.tooFast = tooFast;
    fragments = new FragmentBuffer(holding);
  }

  /** Longer messages, and more of them at once, may come from now on. */
  void joined() {
    isJoined = true;
    rateLimiter.joined();
  }

  /** From now on nothing is listened to. */
  void shut() {
    isClosed = true;
    fragments.close();
  }

  /** The connection is closed. From any thread; WildFly may still hand on a whole message. */
  void closed() {
    fragments.close();
  }

  /**
   * Takes text, whole or in parts.
   *
   * @return a message that has come whole and is listened to; else null
   */
  String message(String part, boolean last) {
    boolean isGranted =
        fragments.isMore(part)
            ? isGranted(rateLimiter.tryAcquireMore(part.length()))
            : isGranted(part.length());
    if (!isGranted) {
      return null;
    }
    if (fragments.lengthWith(part) > longest()) {
      end(TOO_LONG);
      return null;
    }
    if (!fragments.isKept(part, last)) {
      end(Outbox.NO_MEMORY);
      return null;
    }
    return fragments.add(part, last);
  }

  /** Counts something that arrives, of this size in characters or bytes. */
  boolean isGranted(int size) {
    return isGranted(rateLimiter.tryAcquire(size));
  }

  private boolean isGranted(Verdict verdict) {
    if (isClosed) {
      return false;
    }
    heartbeat.heard();
    if (verdict == Verdict.REFUSED_FIRST) {
      tooFast.run();
    } else if (verdict == Verdict.USED_UP) {
      sendAway();
    }
    return verdict == Verdict.GRANTED;
  }

  /** The place is kept. After a pause the client may have it again. */
  private void sendAway() {
    shut();
    int after = ThreadLocalRandom.current().nextInt(PAUSE_MILLIS, 2 * PAUSE_MILLIS);
    outbox.send(new Bye("too-fast", "resume", after));
    heartbeat.endSoon(TOO_FAST);
  }

  private void end(CloseReason reason) {
    shut();
    outbox.close(reason);
  }

  /** In bytes, which are characters at least. */
  private int longest() {
    return isJoined ? MAX_FRAME_BYTES : MAX_BYTES_BEFORE_JOIN;
  }

  @Override
  public boolean accepts(int opcode, long length) {
    if (opcode == CLOSE && length < longest()) {
      return true;
    }
    if (isClosed) {
      return false;
    }
    if (length < 0 || length > longest()) {
      end(TOO_LONG);
      return false;
    }
    return opcode != PING || isGranted(0);
  }

  @Override
  public boolean keeps(int bytes) {
    return holding.take(bytes);
  }

  @Override
  public void isShort() {
    end(Outbox.NO_MEMORY);
  }

  @Override
  public void frees(int bytes) {
    holding.give(bytes);
  }
}
