package dev.noom.signaling;

import dev.noom.limits.TokenBucket;
import java.util.function.LongSupplier;

/**
 * How fast one connection may speak, in messages and in characters; asked before anything else is
 * done with a message.
 *
 * <p>A connection over its limit gets one {@code too-fast} error. Later messages are dropped
 * silently until the bucket is half full. Dropped messages still count: a client that owes a full
 * bucket is disconnected.
 */
final class MessageRateLimiter {
  /**
   * For all connections alike. Characters are bytes, in all that a browser sends but names.
   *
   * @param messages a second, in the long run
   * @param messageBurst at once
   * @param characters a second, in the long run
   * @param characterBurst at once
   */
  record Rate(int messages, int messageBurst, int characters, int characterBurst) {}

  /** What to do with a message. */
  enum Verdict {
    GRANTED,
    /** Not, and the sender has not been told yet. */
    REFUSED_FIRST,
    REFUSED,
    /** Not, and enough is enough. */
    USED_UP
  }

  /**
   * How many messages a connection may send at once before it has joined. A page sends one, the
   * join. WildFly may read messages faster than it writes the answers. The limit is so low that the
   * waiting answers fit into the memory of a connection that has not joined
   * (docs/decisions/0023-memory.md).
   */
  static final int BURST_BEFORE_JOIN = 32;

  private final LongSupplier clock;
  private final TokenBucket messages;
  private final TokenBucket characters;

  /** Null after the join. */
  private TokenBucket messagesBeforeJoin;

  private boolean told;

  /**
   * @param clock in ns from any beginning; never goes back
   */
  MessageRateLimiter(Rate rate, LongSupplier clock) {
    this.clock = clock;
    long now = clock.getAsLong();
    messages = new TokenBucket(rate.messageBurst(), rate.messages(), now);
    messagesBeforeJoin =
        new TokenBucket(
            Math.min(rate.messageBurst(), BURST_BEFORE_JOIN),
            Math.min(rate.messages(), BURST_BEFORE_JOIN),
            now);
    characters = new TokenBucket(rate.characterBurst(), rate.characters(), now);
  }

  /** The limits of a participant are valid from now on. */
  void joined() {
    messagesBeforeJoin = null;
  }

  /**
   * @param size of the message, in characters
   */
  Verdict tryAcquire(int size) {
    return tryAcquire(1, size);
  }

  /** For what goes on with a message that is paid for already: only its characters. */
  Verdict tryAcquireMore(int size) {
    return tryAcquire(0, size);
  }

  private Verdict tryAcquire(int count, int size) {
    long now = clock.getAsLong();
    double left = Math.min(messages.take(count, now), characters.take(size, now));
    TokenBucket few = messagesBeforeJoin;
    if (few != null) {
      left = Math.min(left, few.take(count, now));
    }
    if (left >= 0) {
      told = told && left < 0.5;
      return Verdict.GRANTED;
    }
    if (left < -1) {
      return Verdict.USED_UP;
    }
    if (told) {
      return Verdict.REFUSED;
    }
    told = true;
    return Verdict.REFUSED_FIRST;
  }
}
