package dev.noom.admission;

import dev.noom.frames.TextFrames;
import dev.noom.net.IpAddress;
import dev.noom.net.WebOrigin;
import java.security.Principal;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whose connection it is, as far as an address tells. It goes from the request to the WebSocket as
 * the user's principal, which is the one thing of a request that every container hands on.
 */
public final class RemoteClient implements TextFrames.Slot {
  /** Counts in a table of its own, which nobody asks. */
  private static final RemoteClient NOBODY =
      new RemoteClient(IpAddress.of("0.0.0.0").orElseThrow(), new AddressLimits(0, 0, () -> 0));

  private final IpAddress address;
  private final AddressLimits limits;

  /** Null if unknown. */
  private final String host;

  /** Whether the address is the person's own, and not that of a proxy before them. */
  private final boolean isKnown;

  private final AtomicBoolean isCounted = new AtomicBoolean();

  /** Null where only the container's way is known. */
  private volatile TextFrames frames;

  /**
   * @param page the one that connects, at an address that is known to be ours
   * @param isKnown whether the address is the person's own, as far as anybody can tell
   */
  RemoteClient(IpAddress address, AddressLimits limits, WebOrigin page, boolean isKnown) {
    this(address, limits, page.host(), isKnown);
  }

  RemoteClient(IpAddress address, AddressLimits limits) {
    this(address, limits, (String) null, false);
  }

  private RemoteClient(IpAddress address, AddressLimits limits, String host, boolean isKnown) {
    this.address = address;
    this.limits = limits;
    this.host = host;
    this.isKnown = isKnown;
  }

  /** Who this is; where a container has not handed it on, a client that no limit counts. */
  public static RemoteClient of(Principal principal) {
    return principal instanceof RemoteClient caller ? caller : NOBODY;
  }

  /** By which the client has reached us, without a port; an IPv6 address in brackets. */
  public Optional<String> host() {
    return Optional.ofNullable(host);
  }

  /** What its limits count by: the address, or of IPv6 the /64 that it is in. */
  public Object address() {
    return address.holder();
  }

  /** From where they have reached us; empty where a proxy hides it. */
  public Optional<String> seenAs() {
    return isKnown ? Optional.of(address.toString()) : Optional.empty();
  }

  @Override
  public void offer(TextFrames shorter) {
    frames = shorter;
  }

  /**
   * A shorter way to write to its WebSocket, if the server has one. It is handed over once: Payara
   * keeps a request, and with it this client, for long after the connection.
   */
  public Optional<TextFrames> takeFrames() {
    TextFrames taken = frames;
    frames = null;
    return Optional.ofNullable(taken);
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
