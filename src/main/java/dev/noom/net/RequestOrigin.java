package dev.noom.net;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a request came.
 *
 * @param client who has sent it, as far as anybody knows whom we trust
 * @param own the address by which the browser sees us; empty if it sent none that can be one
 * @param withPort the same with a port that a proxy has named, and that may be the port of a
 *     listener behind it; empty where there is no such doubt
 */
public record RequestOrigin(
    IpAddress client, Optional<WebOrigin> own, Optional<WebOrigin> withPort) {
  /** Every address by which the browser may see us. */
  public Stream<WebOrigin> addresses() {
    return Stream.concat(own.stream(), withPort.stream());
  }

  /** Whether this one says the same as another. A port that is in doubt says nothing. */
  boolean agreesWith(RequestOrigin other) {
    return client.equals(other.client) && own.equals(other.own);
  }

  public boolean isSecure() {
    return own.isPresent() && own.get().isSecure();
  }
}
