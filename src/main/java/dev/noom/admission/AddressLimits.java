package dev.noom.admission;

import dev.noom.limits.KeyedLimiter;
import dev.noom.net.IpAddress;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many connections an address may have at once, and how many it may begin in a minute. IPv6
 * counts by the network of 64 bits that one customer or one computer has.
 *
 * <p>Neither table can grow: an address is counted only while it has a connection, and the pace is
 * kept by a {@link KeyedLimiter}.
 */
final class AddressLimits {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  /** Somebody there has to go first; nobody knows when. */
  private static final Duration UNTIL_SOMEBODY_GOES = Duration.ofSeconds(10);

  private final int connections;
  private final KeyedLimiter pace;
  private final ConcurrentMap<IpAddress, Integer> open = new ConcurrentHashMap<>();

  /**
   * @param connections at once; 0: any number
   * @param handshakes in a minute, and in one burst after a quiet minute; 0: any number
   * @param clock in ns from any beginning; never goes back
   */
  AddressLimits(int connections, int handshakes, LongSupplier clock) {
    this.connections = connections;
    pace = new KeyedLimiter(handshakes == 0 ? 0 : MINUTE / handshakes, MINUTE, clock);
  }

  /** How long this address must wait before it may begin a connection; zero: it has begun one. */
  Duration begin(IpAddress address) {
    IpAddress holder = address.holder();
    return isCrowded(holder) ? UNTIL_SOMEBODY_GOES : duration(pace.tryAcquire(hash(holder)));
  }

  /** The same question, and nothing begun. */
  Duration ask(IpAddress address) {
    IpAddress holder = address.holder();
    return isCrowded(holder) ? UNTIL_SOMEBODY_GOES : duration(pace.nanosToWait(hash(holder)));
  }

  private boolean isCrowded(IpAddress holder) {
    return connections > 0 && open.getOrDefault(holder, 0) >= connections;
  }

  private int hash(IpAddress holder) {
    return holder.hash(pace.secret());
  }

  private static Duration duration(long nanos) {
    return Duration.ofNanos(Math.max(0, nanos));
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
