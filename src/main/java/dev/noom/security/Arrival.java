package dev.noom.security;

import java.util.Optional;

/**
 * How a request came.
 *
 * @param client who has sent it, as far as anybody knows whom we trust
 * @param own the address by which the browser sees us; empty if it sent none that can be one
 */
record Arrival(IpAddress client, Optional<WebOrigin> own) {
  boolean isSecure() {
    return own.isPresent() && own.get().isSecure();
  }
}
