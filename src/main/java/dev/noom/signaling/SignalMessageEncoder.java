package dev.noom.signaling;

import dev.noom.protocol.IceCandidate;
import dev.noom.protocol.SignalMessage;
import dev.noom.protocol.SignalMessage.Answer;
import dev.noom.protocol.SignalMessage.Ice;
import dev.noom.protocol.SignalMessage.Offer;
import dev.noom.protocol.SignalMessage.Relayed;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;

/**
 * A message as one JSON object, by JSON-B; members that are null are left out. What is relayed,
 * nine messages of ten, is written by hand: JSON-B keeps a set of the objects under way, and so
 * computes the hash of each session description (docs/performance.md).
 */
public class SignalMessageEncoder implements Encoder.Text<SignalMessage> {
  private static final Jsonb JSONB = JsonbBuilder.create();

  /**
   * What was written last, by whichever thread: what is for everybody is sent to each in a row, and
   * is the same object. Threads that write at the same time only miss it.
   */
  private static Written last = new Written(null, null);

  private record Written(Relayed message, String text) {}

  @Override
  public String encode(SignalMessage message) throws EncodeException {
    if (message instanceof Relayed relayed) {
      return once(relayed);
    }
    try {
      return JSONB.toJson(message);
    } catch (JsonbException e) {
      throw new EncodeException(message, "The message cannot be written as JSON.", e);
    }
  }

  private static String once(Relayed message) {
    Written before = last;
    if (before.message == message) {
      return before.text;
    }
    String text = relayed(message);
    last = new Written(message, text);
    return text;
  }

  private static String relayed(Relayed message) {
    JsonWriter json = new JsonWriter(message.size());
    if (message instanceof Offer offer) {
      json.begin("type", "offer")
          .member("from", offer.from())
          .member("to", offer.to())
          .member("sdp", offer.sdp());
    } else if (message instanceof Answer answer) {
      json.begin("type", "answer")
          .member("from", answer.from())
          .member("to", answer.to())
          .member("sdp", answer.sdp());
    } else if (message instanceof Ice ice) {
      json.begin("type", "ice")
          .member("from", ice.from())
          .member("to", ice.to())
          .name("candidates");
      json.array(ice.candidates(), SignalMessageEncoder::candidate);
    }
    return json.end().toString();
  }

  private static void candidate(JsonWriter json, IceCandidate candidate) {
    json.begin("candidate", candidate.candidate())
        .member("sdpMid", candidate.sdpMid())
        .member("sdpMLineIndex", candidate.sdpMLineIndex())
        .member("usernameFragment", candidate.usernameFragment())
        .end();
  }
}
