package dev.noom.protocol;

import static dev.noom.protocol.InvalidMember.require;
import static dev.noom.protocol.InvalidMember.requireShort;

import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.util.List;

/**
 * Everything that crosses the wire, in the order of {@code docs/protocol.md}. One JSON object a
 * WebSocket text frame; the member {@code type} says which record it is.
 *
 * <p>It is long because a sealed interface and all its records are read together.
 *
 * <p>A record validates itself: its constructor throws {@link InvalidMember} where a member is
 * missing or too long, which is answered with {@link ErrorCode#BAD_MESSAGE}.
 */
@JsonbTypeInfo(
    key = "type",
    value = {
      @JsonbSubtype(alias = "join", type = SignalMessage.Join.class),
      @JsonbSubtype(alias = "offer", type = SignalMessage.Offer.class),
      @JsonbSubtype(alias = "answer", type = SignalMessage.Answer.class),
      @JsonbSubtype(alias = "ice", type = SignalMessage.Ice.class),
      @JsonbSubtype(alias = "standby", type = SignalMessage.Standby.class),
      @JsonbSubtype(alias = "chat", type = SignalMessage.Chat.class),
      @JsonbSubtype(alias = "rename", type = SignalMessage.Rename.class),
      @JsonbSubtype(alias = "trouble", type = SignalMessage.Trouble.class),
      @JsonbSubtype(alias = "ping", type = SignalMessage.Ping.class),
      @JsonbSubtype(alias = "leave", type = SignalMessage.Leave.class),
      @JsonbSubtype(alias = "crossed", type = SignalMessage.Crossed.class),
      @JsonbSubtype(alias = "joined", type = SignalMessage.Joined.class),
      @JsonbSubtype(alias = "welcome", type = SignalMessage.Welcome.class),
      @JsonbSubtype(alias = "renamed", type = SignalMessage.Renamed.class),
      @JsonbSubtype(alias = "returned", type = SignalMessage.Returned.class),
      @JsonbSubtype(alias = "ice-servers", type = SignalMessage.RenewedIceServers.class),
      @JsonbSubtype(alias = "left", type = SignalMessage.Left.class),
      @JsonbSubtype(alias = "pong", type = SignalMessage.Pong.class),
      @JsonbSubtype(alias = "error", type = SignalMessage.Error.class),
      @JsonbSubtype(alias = "bye", type = SignalMessage.Bye.class)
    })
public sealed interface SignalMessage {

  /** What a client may send. All other messages come from the server only. */
  sealed interface FromClient extends SignalMessage {}

  /**
   * The first message of a browser.
   *
   * @param name how the person wants to be called; the room checks it. Without a good one, a person
   *     who comes back has the name in the token.
   * @param resume the token of an earlier {@link Joined}, or null for a newcomer
   * @param visit a secret of the newcomer's page, the same until it has heard {@link Joined}, so
   *     that a newcomer whose {@code joined} was lost does not get two places; or null
   * @param heard the number of the last {@link Chat} that the page has, or null
   * @param crosses true if the page understands {@link Crossed}; else null
   * @param offer of a newcomer, made before it joins; the server crosses it with the first {@link
   *     Standby} whose maker understands {@link Crossed}; or null
   */
  record Join(String name, String resume, String visit, Long heard, Boolean crosses, RawJson offer)
      implements FromClient {
    public Join {
      if (visit != null && (visit.length() < 16 || visit.length() > 64)) {
        throw new InvalidMember("The member 'visit' has 16 to 64 characters.");
      }
    }
  }

  /** What somebody says to others through the server, which writes who it is from. */
  sealed interface Carried extends FromClient {
    String from();

    /** Size of what is carried, in characters; what a queue counts. */
    int size();
  }

  /**
   * What one peer says to another through the server, which carries it without reading it.
   *
   * <p>{@code to} comes from the sender, null meaning everyone else in the room; {@code from} is
   * written by the server.
   */
  sealed interface Relayed extends Carried {
    /** Longer than any id. In characters. */
    int MAX_ID = 64;

    String to();

    /** The same message as its receiver gets it: from this peer, to nobody but the receiver. */
    Relayed from(String peer);
  }

  /** What two peers say to each other to connect. Newer negotiation can make older useless. */
  sealed interface Negotiation extends Relayed {
    /** Whether this is useless once the same sender has sent {@code newer} to the same receiver. */
    boolean isReplacedBy(Negotiation newer);
  }

  /**
   * A session description to be answered (RFC 8829, section 4.1.8). It replaces an older one and
   * its candidates: an answer to that would meet a peer that no longer means it.
   */
  record Offer(String from, String to, RawJson sdp) implements Negotiation {
    public Offer {
      requireShort(to, MAX_ID, "to");
      require(sdp, "sdp");
    }

    @Override
    public Offer from(String peer) {
      return new Offer(peer, null, sdp);
    }

    @Override
    public boolean isReplacedBy(Negotiation newer) {
      return newer instanceof Offer;
    }

    @Override
    public int size() {
      return sdp.size();
    }
  }

  /** The session description that answers an {@link Offer} (RFC 8829, section 4.1.9). */
  record Answer(String from, String to, RawJson sdp) implements Negotiation {
    public Answer {
      requireShort(to, MAX_ID, "to");
      require(sdp, "sdp");
    }

    @Override
    public Answer from(String peer) {
      return new Answer(peer, null, sdp);
    }

    /** It answers an offer of the other side, which still waits for it. */
    @Override
    public boolean isReplacedBy(Negotiation newer) {
      return false;
    }

    @Override
    public int size() {
      return sdp.size();
    }
  }

  /** Trickled candidates (RFC 8838), one or more, in the order they were gathered. */
  record Ice(String from, String to, List<IceCandidate> candidates) implements Negotiation {
    /** A computer with a dozen networks gathers half as many, and not at once. */
    private static final int MAX_CANDIDATES = 256;

    public Ice {
      requireShort(to, MAX_ID, "to");
      require(candidates, "candidates");
      if (candidates.size() > MAX_CANDIDATES) {
        throw InvalidMember.ofShape("candidates");
      }
      candidates.forEach(candidate -> require(candidate, "candidates"));
    }

    @Override
    public Ice from(String peer) {
      return new Ice(peer, null, candidates);
    }

    @Override
    public boolean isReplacedBy(Negotiation newer) {
      return newer instanceof Offer;
    }

    @Override
    public int size() {
      int size = 0;
      for (IceCandidate candidate : candidates) {
        size += candidate.size();
      }
      return size;
    }
  }

  /**
   * An offer made ahead, for the next newcomer. The server hands it out once, as the sender's
   * {@link Offer}, together with the newcomer's {@link Joined}. A newer one replaces it.
   *
   * @param sdp with all its candidates
   */
  record Standby(RawJson sdp) implements FromClient {
    public Standby {
      require(sdp, "sdp");
    }
  }

  /**
   * A line of the room's chat. It goes to everybody in the room, its sender included, in one order.
   *
   * @param from an id
   * @param name of the sender when it was said
   * @param number larger than that of every line before, also after a restart
   * @param at when it was said, in ms since 1970
   * @param text the room checks it
   * @param ref the sender's own id of the line. A line that is sent again has the same.
   */
  record Chat(
      @Stamped String from,
      @Stamped String name,
      @Stamped Long number,
      @Stamped Long at,
      String text,
      String ref)
      implements Carried {
    private static final int MAX_REF = 64;

    public Chat {
      require(text, "text");
      requireShort(require(ref, "ref"), MAX_REF, "ref");
      if (ref.isEmpty()) {
        throw InvalidMember.ofShape("ref");
      }
    }

    @Override
    public int size() {
      return text.length() + MAX_REF;
    }
  }

  /**
   * The sender wants to be called otherwise from now on.
   *
   * @param name the room checks it
   */
  record Rename(String name) implements FromClient {}

  /**
   * Why the sender does not see or hear somebody, for the administrator; nobody else is told.
   *
   * @param cause a {@link Cause#wire()}
   */
  record Trouble(String cause) implements FromClient {
    public Trouble {
      Cause.of(cause);
    }

    public Cause known() {
      return Cause.of(cause);
    }
  }

  /** The sender asks whether its connection still works; the answer is a {@link Pong}. */
  record Ping() implements FromClient {}

  /** The sender leaves now, for good. */
  record Leave() implements FromClient {}

  /**
   * The first message to a newcomer.
   *
   * @param self the newcomer's public id
   * @param room the room's name as its first visitor spelled it
   * @param peers everyone else in the room, in the order they came
   * @param resume the secret with which the same tab may take its place again
   * @param resumed whether {@code self} is the id of an earlier connection
   * @param iceServers STUN and TURN servers to use, until there are {@link RenewedIceServers}; may
   *     be empty
   * @param limits what the server enforces
   * @param address from where the newcomer has reached the server, or null if that is not known
   */
  record Joined(
      String self,
      String room,
      List<Peer> peers,
      String resume,
      boolean resumed,
      List<IceServer> iceServers,
      Limits limits,
      String address)
      implements SignalMessage {}

  /**
   * To everyone already there: {@code peer} has come; make it an offer.
   *
   * @param offered true if the receiver's {@link Standby} has been handed out, and {@code peer}
   *     will answer it; else null
   */
  record Welcome(Peer peer, Boolean offered) implements SignalMessage {
    public static Welcome toBeCalled(Peer peer) {
      return new Welcome(peer, null);
    }
  }

  /**
   * To a newcomer and to a participant with a {@link Standby}: each gets the offer that the other
   * one has prepared, and applies it as the answer to its own. So no answer has to be sent.
   *
   * @param from the id of the other one
   */
  record Crossed(String from, RawJson sdp) implements SignalMessage {}

  /** To everyone, {@code peer} included: this is its name now. */
  record Renamed(Peer peer) implements SignalMessage {}

  /**
   * To everyone else: {@code peer} has its place again, the same tab with the same connections. It
   * is not called. A peer that has a negotiation with it under way repeats what may have been lost.
   */
  record Returned(Peer peer) implements SignalMessage {}

  /**
   * To everyone: what {@link Joined} said is about to expire, so use these, for new connections and
   * for the next ICE restart of those there are.
   *
   * @param iceServers all of them
   */
  record RenewedIceServers(List<IceServer> iceServers) implements SignalMessage {}

  /**
   * To everyone left: {@code peer} has no place in the room any more.
   *
   * @param peer an id
   * @param reason {@link #EXPIRED}, or null for a peer that has left of its own accord
   */
  record Left(String peer, String reason) implements SignalMessage {
    /** The connection is lost, and the place is no longer kept. The person may still be there. */
    public static final String EXPIRED = "expired";

    public static Left byChoice(String peer) {
      return new Left(peer, null);
    }

    public static Left expired(String peer) {
      return new Left(peer, EXPIRED);
    }
  }

  /** The answer to a {@link Ping}. */
  record Pong() implements SignalMessage {}

  /**
   * To the sender of a message that was refused.
   *
   * @param code a {@link ErrorCode#wire()}
   * @param message a sentence for a person
   * @param peer the peer that was meant, or null
   * @param character what a name cannot have, such as {@code U+202E RIGHT-TO-LEFT OVERRIDE}, or
   *     null
   * @param limit how many there may be of what there is too much of, or null
   * @param ref of the {@link Chat} that was refused, or null
   */
  record Error(
      String code, String message, String peer, String character, Integer limit, String ref)
      implements SignalMessage {}

  /**
   * To a participant that must go.
   *
   * @param reason why, one word
   * @param action what the browser does next: {@code resume}, {@code rejoin} or {@code stop}
   * @param after how long to wait before that, in milliseconds
   */
  record Bye(String reason, String action, int after) implements SignalMessage {}
}
