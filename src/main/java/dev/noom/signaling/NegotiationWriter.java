package dev.noom.signaling;

import dev.noom.protocol.IceCandidate;
import dev.noom.protocol.RawJson;
import dev.noom.protocol.SignalMessage.Answer;
import dev.noom.protocol.SignalMessage.Ice;
import dev.noom.protocol.SignalMessage.Negotiation;
import dev.noom.protocol.SignalMessage.Offer;

/**
 * Writes offers, answers and candidates, nine messages of ten, as JSON-B would write them. JSON-B
 * keeps a set of the objects under way, and so computes the hash of each session description
 * (docs/decisions/0028-one-codec.md).
 */
final class NegotiationWriter {
  private NegotiationWriter() {}

  static String write(Negotiation message) {
    JsonWriter json = new JsonWriter(message.size()).begin();
    if (message instanceof Offer offer) {
      description(json, "offer", offer, offer.sdp());
    } else if (message instanceof Answer answer) {
      description(json, "answer", answer, answer.sdp());
    } else if (message instanceof Ice ice) {
      head(json, "ice", ice).member("candidates", ice.candidates(), NegotiationWriter::candidate);
    }
    return json.end().toString();
  }

  private static void description(JsonWriter json, String type, Negotiation message, RawJson sdp) {
    head(json, type, message).member("sdp", sdp);
  }

  private static JsonWriter head(JsonWriter json, String type, Negotiation message) {
    return json.member("type", type).member("from", message.from()).member("to", message.to());
  }

  private static void candidate(JsonWriter json, IceCandidate candidate) {
    json.begin()
        .member("candidate", candidate.candidate())
        .member("sdpMid", candidate.sdpMid())
        .member("sdpMLineIndex", candidate.sdpMLineIndex())
        .member("usernameFragment", candidate.usernameFragment())
        .end();
  }
}
