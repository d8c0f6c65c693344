package dev.noom.signaling;

import dev.noom.protocol.SignalMessage;
import dev.noom.protocol.SignalMessage.Negotiation;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;

/**
 * A message as one JSON object, by JSON-B; members that are null are left out. {@link
 * NegotiationWriter} writes the most frequent ones faster.
 */
public class SignalMessageEncoder implements Encoder.Text<SignalMessage> {
  private static final Jsonb JSONB = JsonbBuilder.create();

  /**
   * What was written last, by any thread. A message for everybody is sent to each in a row, and is
   * the same object. Threads that write at the same time only miss it.
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
    if (message instanceof Negotiation negotiation) {
      return NegotiationWriter.write(negotiation);
    }
    try {
      return JSONB.toJson(message);
    } catch (JsonbException e) {
      throw new EncodeException(message, "The message cannot be written as JSON.", e);
    }
  }
}
