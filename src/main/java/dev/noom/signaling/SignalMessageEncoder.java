package dev.noom.signaling;

import dev.noom.protocol.IceCandidate;
import dev.noom.protocol.IceServer;
import dev.noom.protocol.Limits;
import dev.noom.protocol.Peer;
import dev.noom.protocol.SignalMessage;
import dev.noom.protocol.SignalMessage.Answer;
import dev.noom.protocol.SignalMessage.Ice;
import dev.noom.protocol.SignalMessage.Joined;
import dev.noom.protocol.SignalMessage.Offer;
import dev.noom.protocol.SignalMessage.Pong;
import dev.noom.protocol.SignalMessage.Relayed;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;

/**
 * A message as one JSON object, by JSON-B; members that are null are left out. What is relayed,
 * nine messages of ten, and what each newcomer is told is written by hand: JSON-B keeps a set of
 * the objects under way, and so computes the hash of each session description
 * (docs/performance.md).
 */
public class SignalMessageEncoder implements Encoder.Text<SignalMessage> {
  private static final Jsonb JSONB = JsonbBuilder.create();

  /** An idle connection hears nothing else, so it is not worth JSON-B. */
  private static final String PONG = "{\"type\":\"pong\"}";

  /**
   * What was written last, by whichever thread: what is for everybody is sent to each in a row, and
   * is the same object. Threads that write at the same time only miss it.
   */
  private static Written last = new Written(null, null);

  private record Written(SignalMessage message, String text) {}

  @Override
  public String encode(SignalMessage message) throws EncodeException {
    Written before = last;
    if (before.message == message) {
      return before.text;
    }
    String text = write(message);
    last = new Written(message, text);
    return text;
  }

  private static String write(SignalMessage message) throws EncodeException {
    if (message instanceof Relayed relayed) {
      return relayed(relayed);
    }
    if (message instanceof Joined joined) {
      return joined(joined);
    }
    if (message instanceof Pong) {
      return PONG;
    }
    try {
      return JSONB.toJson(message);
    } catch (JsonbException e) {
      throw new EncodeException(message, "The message cannot be written as JSON.", e);
    }
  }

  private static String relayed(Relayed message) {
    JsonWriter json = new JsonWriter(message.size()).begin();
    if (message instanceof Offer offer) {
      json.member("type", "offer")
          .member("from", offer.from())
          .member("to", offer.to())
          .member("sdp", offer.sdp());
    } else if (message instanceof Answer answer) {
      json.member("type", "answer")
          .member("from", answer.from())
          .member("to", answer.to())
          .member("sdp", answer.sdp());
    } else if (message instanceof Ice ice) {
      json.member("type", "ice")
          .member("from", ice.from())
          .member("to", ice.to())
          .member("candidates", ice.candidates(), SignalMessageEncoder::candidate);
    }
    return json.end().toString();
  }

  private static void candidate(JsonWriter json, IceCandidate candidate) {
    json.begin()
        .member("candidate", candidate.candidate())
        .member("sdpMid", candidate.sdpMid())
        .member("sdpMLineIndex", candidate.sdpMLineIndex())
        .member("usernameFragment", candidate.usernameFragment())
        .end();
  }

  private static String joined(Joined joined) {
    Limits limits = joined.limits();
    return new JsonWriter(joined.resume().length())
        .begin()
        .member("type", "joined")
        .member("self", joined.self())
        .member("room", joined.room())
        .member("peers", joined.peers(), SignalMessageEncoder::peer)
        .member("resume", joined.resume())
        .member("resumed", joined.resumed())
        .member("iceServers", joined.iceServers(), SignalMessageEncoder::iceServer)
        .name("limits")
        .begin()
        .member("messageBytes", limits.messageBytes())
        .member("roomPeers", limits.roomPeers())
        .member("resumeSeconds", limits.resumeSeconds())
        .end()
        .member("address", joined.address())
        .end()
        .toString();
  }

  private static void peer(JsonWriter json, Peer peer) {
    json.begin().member("id", peer.id()).member("name", peer.name()).end();
  }

  private static void iceServer(JsonWriter json, IceServer server) {
    json.begin()
        .member("urls", server.urls(), JsonWriter::quoted)
        .member("username", server.username())
        .member("credential", server.credential())
        .end();
  }
}
