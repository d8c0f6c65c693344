package dev.noom.signaling;

import dev.noom.protocol.SignalMessage;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;

/** A message as one JSON object, by JSON-B; members that are null are left out. */
public class SignalMessageEncoder implements Encoder.Text<SignalMessage> {
  private static final Jsonb JSONB = JsonbBuilder.create();

  @Override
  public String encode(SignalMessage message) throws EncodeException {
    try {
      return JSONB.toJson(message);
    } catch (JsonbException e) {
      throw new EncodeException(message, "The message cannot be written as JSON.", e);
    }
  }
}
