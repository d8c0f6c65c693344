package dev.noom.admission;

import dev.noom.net.IpAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * How many connections an address may have at once, and how many it may begin in a minute. IPv6
 * counts by the network of 64 bits that one customer or one computer has.
 *
 * <p>Neither table can grow: an address is counted only while it has a connection, and the pace is
 * kept in a fixed number of places. Two addresses that fall into one place, by a key that nobody
 * knows, share a limit that is generous for one.
 */
final class AddressLimits {
  /** 128 KiB; of 100 addresses that are busy at once, a pair shares a place in 3 of 10 cases. */
  private static final int PLACES = 1 << 14;

  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  /** Somebody there has to go first; nobody knows when. */
  private static final Duration UNTIL_SOMEBODY_GOES = Duration.ofSeconds(10);

  private final int connections;
  private final long interval;
  private final LongSupplier clock;
  private final long start;
  private final int key = new SecureRandom().nextInt();

  /**
   * When an address would have used up what it began, at an even pace: the generic cell rate
   * algorithm, a token bucket that needs one number. In ns since {@link #start}.
   */
  private final AtomicLongArray busyUntil = new AtomicLongArray(PLACES);

  private final ConcurrentMap<IpAddress, Integer> open = new ConcurrentHashMap<>();

  /**
   * @param connections at once; 0: any number
   * @param handshakes in a minute, and in one burst after a quiet minute; 0: any number
   * @param clock in ns from any beginning; never goes back
   */
  AddressLimits(int connections, int handshakes, LongSupplier clock) {
    this.connections = connections;
    this.interval = handshakes == 0 ? 0 : MINUTE / handshakes;
    this.clock = clock;
    this.start = clock.getAsLong();
  }

  /** How long this address must wait before it may begin a connection; zero: it has begun one. */
  Duration begin(IpAddress address) {
    return knock(address.holder(), interval);
  }

  /** The same question, and nothing begun. */
  Duration ask(IpAddress address) {
    return knock(address.holder(), 0);
  }

  private Duration knock(IpAddress holder, long cost) {
    if (connections > 0 && open.getOrDefault(holder, 0) >= connections) {
      return UNTIL_SOMEBODY_GOES;
    }
    return interval == 0 ? Duration.ZERO : pace(Math.floorMod(holder.hash(key), PLACES), cost);
  }

  private Duration pace(int place, long cost) {
    while (true) {
      long now = clock.getAsLong() - start;
      long before = busyUntil.get(place);
      long idleSince = Math.max(before, now);
      long tooEarly = idleSince + interval - now - MINUTE;
      if (tooEarly > 0) {
        return Duration.ofNanos(tooEarly);
      }
      if (busyUntil.compareAndSet(place, before, idleSince + cost)) {
        return Duration.ZERO;
      }
    }
  }

  void opened(IpAddress address) {
    open.merge(address.holder(), 1, Integer::sum);
  }

  void closed(IpAddress address) {
    open.computeIfPresent(address.holder(), (each, count) -> count == 1 ? null : count - 1);
  }

  /** How many addresses have a connection now. */
  int size() {
    return open.size();
  }
}
