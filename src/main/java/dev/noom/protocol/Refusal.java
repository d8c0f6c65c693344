package dev.noom.protocol;

/**
 * Something that a client asked for and does not get. Whoever finds the reason throws it; the edge
 * turns it into one {@link SignalMessage.Error} to the sender, and nobody else notices.
 */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String peer;

  public Refusal(ErrorCode code, String sentence) {
    this(code, sentence, null);
  }

  /** Without a stack trace: a client can cause this as often as it likes, so it has to be cheap. */
  public Refusal(ErrorCode code, String sentence, String peer) {
    super(sentence, null, false, false);
    this.code = code;
    this.peer = peer;
  }

  public ErrorCode code() {
    return code;
  }

  public SignalMessage.Error toMessage() {
    return new SignalMessage.Error(code.wire(), getMessage(), peer);
  }
}
