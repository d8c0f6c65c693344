package dev.noom.protocol;

/**
 * Something that a client asked for and does not get. The code that finds the reason throws it; the
 * edge turns it into one {@link SignalMessage.Error} to the sender, and nobody else notices.
 */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String peer;
  private final String character;
  private final Integer limit;
  private final String ref;

  public Refusal(ErrorCode code, String sentence) {
    this(code, sentence, null, null, null, null);
  }

  /** Without a stack trace: a client can cause this as often as it likes, so it has to be cheap. */
  private Refusal(
      ErrorCode code, String sentence, String peer, String character, Integer limit, String ref) {
    super(sentence, null, false, false);
    this.code = code;
    this.peer = peer;
    this.character = character;
    this.limit = limit;
    this.ref = ref;
  }

  /** Because of the peer that was meant. */
  public static Refusal ofPeer(ErrorCode code, String sentence, String peer) {
    return new Refusal(code, sentence, peer, null, null, null);
  }

  /**
   * Because of one character of a name.
   *
   * @param start of the sentence; the character is its end
   * @param character its code point and its name in Unicode
   */
  public static Refusal ofCharacter(ErrorCode code, String start, String character) {
    return new Refusal(code, start + character + ".", null, character, null, null);
  }

  /** Because there are as many as there may be. */
  public static Refusal ofLimit(ErrorCode code, String sentence, int limit) {
    return new Refusal(code, sentence, null, null, limit, null);
  }

  /** The same, because of this line of the chat. */
  public Refusal ofLine(String itsRef) {
    return new Refusal(code, getMessage(), peer, character, limit, itsRef);
  }

  public ErrorCode code() {
    return code;
  }

  public SignalMessage.Error toMessage() {
    return new SignalMessage.Error(code.wire(), getMessage(), peer, character, limit, ref);
  }
}
