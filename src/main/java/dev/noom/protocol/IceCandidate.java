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
  public IceCandidate {
    if (candidate == null) {
      throw new IllegalArgumentException("The member 'candidate' is missing.");
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
