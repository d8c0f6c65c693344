package dev.noom.signaling;

import dev.noom.protocol.Refusal;
import dev.noom.protocol.SignalMessage;

/**
 * A text frame after decoding: a message, or the reason why it is none.
 *
 * <p>Why the decoder returns the reason instead of throwing a {@code DecodeException}: Tyrus keeps
 * the buffer of a fragmented message whose decoder has thrown, and appends the next message to it
 * (tried with 2.1.5).
 */
record Received(SignalMessage message, Refusal refusal) {

  static Received message(SignalMessage message) {
    return new Received(message, null);
  }

  static Received refused(Refusal refusal) {
    return new Received(null, refusal);
  }

  SignalMessage orRefuse() throws Refusal {
    if (refusal != null) {
      throw refusal;
    }
    return message;
  }
}
