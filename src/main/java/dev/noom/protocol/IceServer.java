package dev.noom.protocol;

import java.util.List;

/**
 * A STUN or TURN server, in the shape of {@code RTCIceServer} (WebRTC 1.0, section 4.2.4).
 *
 * @param urls {@code stun:}, {@code turn:} or {@code turns:} URLs
 * @param username for TURN, else null
 * @param credential for TURN, else null
 */
public record IceServer(List<String> urls, String username, String credential) {}
