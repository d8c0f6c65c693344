package dev.noom.signaling;

import dev.noom.protocol.IceCandidate;
import dev.noom.protocol.InvalidMember;
import dev.noom.protocol.RawJson;
import dev.noom.protocol.Refusal;
import dev.noom.protocol.SignalMessage;
import dev.noom.protocol.SignalMessage.Answer;
import dev.noom.protocol.SignalMessage.Ice;
import dev.noom.protocol.SignalMessage.Offer;
import dev.noom.protocol.SignalMessage.Standby;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads the messages that carry session descriptions and candidates, nine of ten on the wire, in
 * one pass: JSON-B needs several times as long (docs/decisions/0028-one-codec.md). Any of them that
 * this reader leaves is read by JSON-B, to the same message.
 */
final class NegotiationReader {
  private static final Set<String> TYPES = Set.of("offer", "answer", "ice", "standby");

  /** A little more than a message may have, which its record checks. */
  private static final int ENOUGH_CANDIDATES = 1_000;

  private NegotiationReader() {}

  /**
   * @return null for any other message, and where the type is not the first member or is said twice
   */
  static SignalMessage read(String text) throws Refusal {
    try (StrictJson json = new StrictJson(text)) {
      if (!"type".equals(json.member())) {
        return null;
      }
      String type = json.string("type");
      return type != null && TYPES.contains(type) ? rest(type, json) : null;
    }
  }

  private static SignalMessage rest(String type, StrictJson json) throws Refusal {
    String to = null;
    RawJson sdp = null;
    List<IceCandidate> candidates = null;
    for (String member = json.member(); member != null; member = json.member()) {
      switch (member) {
        case "type" -> {
          return null;
        }
        case "to" -> to = json.carried(member);
        case "sdp" -> sdp = json.raw(member);
        case "candidates" -> candidates = candidates(json);
        default -> json.skip();
      }
    }
    json.end();
    return switch (type) {
      case "offer" -> new Offer(null, to, sdp);
      case "answer" -> new Answer(null, to, sdp);
      case "ice" -> new Ice(null, to, candidates);
      default -> new Standby(sdp);
    };
  }

  private static List<IceCandidate> candidates(StrictJson json) throws Refusal {
    if (!json.array("candidates")) {
      return null;
    }
    List<IceCandidate> candidates = new ArrayList<>(4);
    while (json.element("candidates")) {
      if (candidates.size() == ENOUGH_CANDIDATES) {
        throw InvalidMember.ofShape("candidates");
      }
      candidates.add(candidate(json));
    }
    return candidates;
  }

  private static IceCandidate candidate(StrictJson json) throws Refusal {
    String candidate = null;
    String sdpMid = null;
    Integer sdpMLineIndex = null;
    String usernameFragment = null;
    for (String member = json.member(); member != null; member = json.member()) {
      switch (member) {
        case "candidate" -> candidate = json.carried(member);
        case "sdpMid" -> sdpMid = json.carried(member);
        case "sdpMLineIndex" -> sdpMLineIndex = json.number(member);
        case "usernameFragment" -> usernameFragment = json.carried(member);
        default -> json.skip();
      }
    }
    return new IceCandidate(candidate, sdpMid, sdpMLineIndex, usernameFragment);
  }
}
