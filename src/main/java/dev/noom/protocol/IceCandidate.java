package dev.noom.protocol;

/**
 * A trickled candidate, in the shape of {@code RTCIceCandidateInit} (WebRTC 1.0, section 4.8.1).
 *
 * @param candidate the candidate attribute; empty at the end of a generation
 * @param sdpMid the media section it belongs to, or null
 * @param sdpMLineIndex that section's index from 0, or null
 * @param usernameFragment the ICE generation it belongs to, or null
 */
public record IceCandidate(
    String candidate, String sdpMid, Integer sdpMLineIndex, String usernameFragment) {
  /** The longest that browsers write have 200, with an IPv6 address and extensions. */
  private static final int MAX_CANDIDATE = 1_024;

  /** RFC 8839, section 5.4, for the fragment; a media section's id is a digit or two. */
  private static final int MAX_FRAGMENT = 256;

  private static final int MAX_LINE = 999;

  public IceCandidate {
    InvalidMember.require(candidate, "candidate");
    InvalidMember.requireShort(candidate, MAX_CANDIDATE, "candidate");
    InvalidMember.requireShort(sdpMid, MAX_FRAGMENT, "sdpMid");
    InvalidMember.requireShort(usernameFragment, MAX_FRAGMENT, "usernameFragment");
    if (sdpMLineIndex != null && (sdpMLineIndex < 0 || sdpMLineIndex > MAX_LINE)) {
      throw InvalidMember.ofShape("sdpMLineIndex");
    }
  }

  /** What an object weighs even if it says nothing: thousands of empty ones fit into a frame. */
  private static final int OVERHEAD = 64;

  int size() {
    return OVERHEAD + candidate.length() + length(sdpMid) + length(usernameFragment);
  }

  private static int length(String text) {
    return text == null ? 0 : text.length();
  }
}
