package dev.noom.security;

import java.security.Principal;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whose connection it is, as far as an address tells. It goes from the request to the WebSocket as
 * the user's principal, which is the one thing of a request that every container hands on.
 */
public final class Caller implements Principal {
  /** Counts in a table of its own, which nobody asks. */
  private static final Caller NOBODY =
      new Caller(IpAddress.of("0.0.0.0").orElseThrow(), new AddressLimits(0, 0, () -> 0));

  private final IpAddress address;
  private final AddressLimits limits;
  private final AtomicBoolean isCounted = new AtomicBoolean();

  Caller(IpAddress address, AddressLimits limits) {
    this.address = address;
    this.limits = limits;
  }

  /** Who this is; where a container has not handed him on, somebody who counts for nobody. */
  public static Caller of(Principal principal) {
    return principal instanceof Caller caller ? caller : NOBODY;
  }

  /** The connection is there and counts for its address, until {@link #hangUp}. */
  public void connect() {
    if (isCounted.compareAndSet(false, true)) {
      limits.opened(address);
    }
  }

  /** The connection is no more; harmless if it was none. */
  public void hangUp() {
    if (isCounted.compareAndSet(true, false)) {
      limits.closed(address);
    }
  }

  @Override
  public String getName() {
    return address.toString();
  }
}
