package dev.noom.stun;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How often each source is answered. Remembers a fixed number of sources, those seen last. Not for
 * several threads.
 *
 * <p>A source is an IPv4 address or the /64 of an IPv6 address: one customer has at least that.
 */
final class SourceLimiter {
  /**
   * Answers to one source a second: some 250 people behind one address, each with four connections
   * that ask every 10 s to keep their NAT open, as Chromium does.
   */
  static final int PER_SECOND = 100;

  /** Answers at once, before the former counts: 50 people who arrive together. */
  static final int BURST = 200;

  /** Some 400 KiB. */
  static final int SOURCES = 4_096;

  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;

  /**
   * By source: until when what it has had would last at {@link #PER_SECOND}, in ns; in the order of
   * their last answers.
   */
  private final Map<Long, Long> paidUntil =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
          return size() > SOURCES;
        }
      };

  /**
   * Counts an answer, if it may be given.
   *
   * @param now on a clock that never goes back, in ns
   */
  boolean allows(InetAddress source, long now) {
    Long key = key(source);
    long paid = paidUntil.getOrDefault(key, now);
    long start = paid - now < 0 ? now : paid;
    if (start - now > (BURST - 1) * INTERVAL) {
      return false;
    }
    paidUntil.put(key, start + INTERVAL);
    return true;
  }

  int size() {
    return paidUntil.size();
  }

  private static Long key(InetAddress source) {
    ByteBuffer address = ByteBuffer.wrap(source.getAddress());
    return address.remaining() == Integer.BYTES ? address.getInt() : address.getLong();
  }
}
