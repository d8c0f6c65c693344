package dev.noom.signaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.noom.protocol.GoldenSamples;
import dev.noom.protocol.IceCandidate;
import dev.noom.protocol.IceServer;
import dev.noom.protocol.Limits;
import dev.noom.protocol.RawJson;
import dev.noom.protocol.SignalMessage;
import dev.noom.protocol.SignalMessage.Ice;
import dev.noom.protocol.SignalMessage.Joined;
import dev.noom.protocol.SignalMessage.Offer;
import jakarta.json.JsonObject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignalMessageEncoderTest {
  private static final Jsonb JSONB = JsonbBuilder.create();
  private final SignalMessageEncoder encoder = new SignalMessageEncoder();

  static Set<String> samples() {
    return GoldenSamples.names();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_golden_sample_survives(String name) throws Exception {
    SignalMessage message = JSONB.fromJson(GoldenSamples.read(name), SignalMessage.class);
    assertEquals(message, JSONB.fromJson(encoder.encode(message), SignalMessage.class));
  }

  /** Some are written by hand, and clients may not see which. */
  @ParameterizedTest
  @MethodSource("samples")
  void a_golden_sample_is_written_as_json_b_would_write_it(String name) throws Exception {
    SignalMessage message = JSONB.fromJson(GoldenSamples.read(name), SignalMessage.class);
    assertEquals(
        JSONB.fromJson(JSONB.toJson(message), JsonObject.class),
        JSONB.fromJson(encoder.encode(message), JsonObject.class));
  }

  @Test
  void a_newcomer_is_told_nothing_that_there_is_not() throws Exception {
    IceServer stun = new IceServer(List.of("stun:a", "stun:b"), null, null);
    String joined =
        encoder.encode(
            new Joined(
                "p1", "a \"b\"", List.of(), "x.y", true, List.of(stun), new Limits(1, 2, 3), null));
    assertEquals(
        JSONB.fromJson(
            """
            {"type":"joined","self":"p1","room":"a \\"b\\"","peers":[],"resume":"x.y",
             "resumed":true,"iceServers":[{"urls":["stun:a","stun:b"]}],
             "limits":{"messageBytes":1,"roomPeers":2,"resumeSeconds":3}}
            """,
            JsonObject.class),
        JSONB.fromJson(joined, JsonObject.class));
  }

  @Test
  void every_character_survives() throws Exception {
    StringBuilder all = new StringBuilder();
    for (char c = 0; c < 0x3000; c++) {
      all.append(c);
    }
    Offer offer = new Offer("p1", null, RawJson.of(all.append("\ud83d\ude00").toString()));
    assertEquals(offer, JSONB.fromJson(encoder.encode(offer), SignalMessage.class));
  }

  @Test
  void what_is_for_many_is_written_once() throws Exception {
    Offer offer = new Offer("p1", null, RawJson.of("v=0"));
    String text = encoder.encode(offer);
    assertSame(text, encoder.encode(offer));
    assertEquals(
        "{\"type\":\"offer\",\"from\":\"p2\",\"sdp\":\"v=0\"}",
        encoder.encode(new Offer("p2", null, offer.sdp())));
    assertEquals(text, encoder.encode(offer));
  }

  @Test
  void what_is_null_is_left_out() throws Exception {
    Ice ice = new Ice("p1", null, List.of(new IceCandidate("", null, null, null)));
    assertEquals(
        "{\"type\":\"ice\",\"from\":\"p1\",\"candidates\":[{\"candidate\":\"\"}]}",
        encoder.encode(ice));
    assertEquals(
        "{\"type\":\"ice\",\"from\":\"p1\",\"candidates\":[]}",
        encoder.encode(new Ice("p1", null, List.of())));
  }
}
