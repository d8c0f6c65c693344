package dev.noom.signaling;

import dev.noom.protocol.Refusal;
import jakarta.websocket.DecodeException;

/** A text that is no message a client may send, with the answer to it. */
final class UnreadableMessage extends DecodeException {
  private static final long serialVersionUID = 1L;

  private final Refusal refusal;

  UnreadableMessage(String text, Refusal refusal) {
    super(text, refusal.getMessage(), refusal);
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }

  /** A client can cause this as often as it likes, so it has to be cheap. */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
