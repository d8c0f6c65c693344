package dev.noom.signaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.noom.protocol.GoldenSamples;
import dev.noom.protocol.RawJson;
import dev.noom.protocol.Refusal;
import dev.noom.protocol.SignalMessage;
import dev.noom.protocol.SignalMessage.Ice;
import dev.noom.protocol.SignalMessage.Leave;
import dev.noom.protocol.SignalMessage.Offer;
import jakarta.json.bind.JsonbBuilder;
import jakarta.websocket.DecodeException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalMessageDecoderTest {
  private static final SignalMessageDecoder DECODER = new SignalMessageDecoder();
  private static final String DISTURBING = "{}[]\",:\\0e-+. \u0000\u20ac";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          bad-message  | ``
          bad-message  | null
          bad-message  | 7
          bad-message  | "join"
          bad-message  | []
          bad-message  | {
          bad-message  | {"type":"join","name":"Ada"
          bad-message  | {"type":"join","name":"Ada"} x
          bad-message  | {"type":"leave"}{"type":"leave"}
          bad-message  | [{"type":"leave"}]
          bad-message  | {}
          bad-message  | {"name":"Ada"}
          bad-message  | {"type":null}
          bad-message  | {"type":7}
          bad-message  | {"type":["join"]}
          unknown-type | {"type":""}
          unknown-type | {"type":"JOIN"}
          unknown-type | {"type":"mute-everyone"}
          unknown-type | {"type":"joined"}
          bad-message  | {"type":"offer"}
          bad-message  | {"type":"offer","sdp":{}}
          bad-message  | {"type":"offer","sdp":[1]}
          bad-message  | {"type":"ice","candidates":{}}
          bad-message  | {"type":"ice","candidates":["candidate:1"]}
          bad-message  | {"type":"ice","candidates":[[]]}
          bad-message  | {"type":"ice","candidates":[{"candidate":"c","sdpMLineIndex":"x"}]}
          bad-message  | {"type":"ice","candidates":[{"candidate":"c","sdpMLineIndex":1.5}]}
          bad-message  | {"type":"ice","candidates":[null]}
          bad-message  | {"type":"ice","candidates":[{"sdpMid":"0"}]}
          bad-message  | {"type":"offer","to":7,"sdp":"v=0"}
          bad-message  | {"type":"offer","sdp":7}
          bad-message  | {"type":"offer","sdp":"v=0 \\ud800"}
          bad-message  | {"type":"offer","to":"\\udc00","sdp":"v=0"}
          bad-message  | {"type":"ice","candidates":[{"candidate":"\\ud800"}]}
          bad-message  | {"type":"join","name":{}}
          bad-message  | {"type":"join","name":"Ada","visit":"too short"}
          bad-message  | {"type":"join","name":"Ada","visit":5}
          bad-message  | {"type":"join","name":5}
          bad-message  | {"type":"join","name":"Ada","heard":"x"}
          bad-message  | {"type":"join","name":"Ada","heard":-1}
          bad-message  | {"type":"join","name":"Ada","heard":1234567890123456}
          bad-message  | {"type":"chat","text":"hi"}
          bad-message  | {"type":"chat","ref":"r1"}
          bad-message  | {"type":"chat","text":["hi"],"ref":"r1"}
          bad-message  | {"type":"chat","text":"\\ud800","ref":"r1"}
          bad-message  | {"type":"join","name":"Ada","resume":["x"]}
          bad-message  | {"type":"ice","candidates":[{"candidate":"c","sdpMLineIndex":-1}]}
          bad-message  | {"type":"ice","candidates":[{"candidate":"c","sdpMLineIndex":1000}]}
          bad-message  | {"type":"ice","candidates":[{"candidate":"c","sdpMLineIndex":1e999999999}]}
          """)
  void what_is_no_message_says_why(String code, String text) {
    assertEquals(code, refused(text).code().wire());
  }

  @Test
  void the_answer_names_the_missing_member() {
    assertEquals(
        "The member 'sdp' is missing.", refused("{\"type\":\"offer\",\"to\":\"p1\"}").getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "join",
        "join-newcomer",
        "join-offering",
        "offer",
        "answer",
        "ice",
        "standby",
        "trouble",
        "ping",
        "leave"
      })
  void a_golden_sample_is_read_as_json_b_reads_it(String name) throws Exception {
    String sample = GoldenSamples.read(name);
    SignalMessage bound = JsonbBuilder.create().fromJson(sample, SignalMessage.class);
    assertEquals(bound, DECODER.decode(sample));
  }

  @Test
  void the_type_may_come_last_and_unknown_members_are_skipped() throws Exception {
    assertEquals(
        new Offer(null, null, RawJson.of("v=0")),
        offer(
            "{\"sdp\":\"v=0\",\"x\":{\"sdp\":[1,{}]},\"y\":[[\"type\"]],\"to\":null,\"type\":\"offer\"}"));
  }

  /** The faster reader takes only what has the type first; for the others there is JSON-B. */
  @ParameterizedTest
  @ValueSource(strings = {"offer", "answer", "ice", "standby"})
  void both_readers_make_the_same_message(String name) throws Exception {
    String sample = GoldenSamples.read(name).strip();
    String type = "\"type\":\"" + name + "\"";
    String typeLast = sample.replace(type + ",", "").replaceFirst("}$", "," + type + "}");
    assertNotNull(NegotiationReader.read(sample));
    assertNull(NegotiationReader.read(typeLast));
    assertEquals(DECODER.decode(sample), DECODER.decode(typeLast));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"type":"offer","sdp":"first","to":"p1","sdp":"v=0","to":"p7"}
          {"type":"offer","sdp":"first","to":"p1","type":"offer","sdp":"v=0","to":"p7"}
          {"type":"leave","to":"p1","sdp":"first","type":"offer","sdp":"v=0","to":"p7"}
          {"type":"bye","sdp":"v=0","type":"offer","to":"p7"}
          {"type":"offer","from":{"x":[]},"to":"p7","sdp":"v=0"}
          {"to":"p7","from":{"x":[]},"sdp":"v=0","type":"offer"}
          """)
  void of_two_members_with_one_name_the_last_counts(String frame) throws Exception {
    assertEquals(new Offer(null, "p7", RawJson.of("v=0")), DECODER.decode(frame));
  }

  @Test
  void the_last_type_counts_also_where_it_is_none() {
    assertEquals(
        "unknown-type",
        refused("{\"type\":\"offer\",\"sdp\":\"v=0\",\"type\":\"bye\"}").code().wire());
  }

  @Test
  void what_is_ignored_is_not_read() throws Exception {
    String number = "9".repeat(60_000);
    assertEquals(new Leave(), DECODER.decode("{\"x\":" + number + ",\"type\":\"leave\"}"));
    assertEquals(new Leave(), DECODER.decode("{\"type\":\"leave\",\"x\":1e999999999}"));
  }

  /** A client that decodes its messages by the standard finds the code, too. */
  @Test
  void the_standards_exception_says_why() {
    DecodeException e = assertThrows(DecodeException.class, () -> DECODER.decode("[]"));
    assertEquals("A message is a JSON object.", e.getMessage());
    assertEquals("[]", e.getText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "v=0", "\"", "\\", "a\r\nb\t", "\\\"", "\ud83d\ude00", "\u0001"})
  void a_description_is_carried_as_it_is(String sdp) throws Exception {
    String literal = RawJson.of(sdp).json();
    String frame = "{ \"to\" : null ,\"sdp\" :\n %s , \"type\":\"offer\" }".formatted(literal);
    Offer offer = offer(frame);
    assertEquals(literal, offer.sdp().json());
    assertEquals(sdp, offer.sdp().text());
    assertEquals(
        "{\"type\":\"offer\",\"sdp\":%s}".formatted(literal),
        new SignalMessageEncoder().encode(offer));
  }

  @Test
  void no_malformed_frame_is_a_message() {
    for (String frame : MalformedFrames.all()) {
      assertThrows(UnreadableMessage.class, () -> DECODER.decode(frame), frame);
    }
  }

  @Test
  void the_limit_counts_bytes_and_not_characters() throws Exception {
    String frame = "{\"type\":\"offer\",\"sdp\":\"%s\"}";
    int room = SignalMessageDecoder.MAX_BYTES - frame.length() + 2;
    String ascii = "a".repeat(room);
    assertEquals(new Offer(null, null, RawJson.of(ascii)), offer(frame.formatted(ascii)));
    assertEquals("too-large", refused(frame.formatted(ascii + "a")).code().wire());
    // 4 bytes of UTF-8 in two chars.
    String emoji = "\ud83d\ude00".repeat(room / 4);
    assertEquals(new Offer(null, null, RawJson.of(emoji)), offer(frame.formatted(emoji)));
    assertEquals("too-large", refused(frame.formatted(emoji + "\ud83d\ude00")).code().wire());
    assertEquals(
        "too-large", refused(frame.formatted("\uac00".repeat(room / 3 + 1))).code().wire());
  }

  @Test
  void a_tower_of_brackets_is_refused_like_anything_else() {
    assertEquals("bad-message", refused("[".repeat(60_000)).code().wire());
    String deep = "{\"type\":\"leave\",\"x\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}";
    assertEquals("bad-message", refused(deep).code().wire());
  }

  @ParameterizedTest
  @CsvSource({
    "64,   '{\"type\":\"offer\",\"sdp\":\"v=0\",\"to\":\"%s\"}'",
    "64,   '{\"type\":\"answer\",\"sdp\":\"v=0\",\"to\":\"%s\"}'",
    "64,   '{\"type\":\"ice\",\"candidates\":[],\"to\":\"%s\"}'",
    "1024, '{\"type\":\"ice\",\"candidates\":[{\"candidate\":\"%s\"}]}'",
    "256,  '{\"type\":\"ice\",\"candidates\":[{\"candidate\":\"\",\"sdpMid\":\"%s\"}]}'",
    "256,  '{\"type\":\"ice\",\"candidates\":[{\"candidate\":\"\",\"usernameFragment\":\"%s\"}]}'"
  })
  void every_member_has_its_longest(int longest, String frame) throws Exception {
    DECODER.decode(frame.formatted("x".repeat(longest)));
    assertEquals("bad-message", refused(frame.formatted("x".repeat(longest + 1))).code().wire());
  }

  @Test
  void a_message_carries_so_many_candidates_and_no_more() throws Exception {
    String frame = "{\"type\":\"ice\",\"candidates\":[%s{\"candidate\":\"\"}]}";
    String another = "{\"candidate\":\"\"},";
    Ice ice = (Ice) DECODER.decode(frame.formatted(another.repeat(255)));
    assertEquals(256, ice.candidates().size());
    assertEquals("bad-message", refused(frame.formatted(another.repeat(256))).code().wire());
  }

  @Test
  void what_is_ignored_may_be_nested_but_not_deeply() throws Exception {
    String frame = "{\"type\":\"leave\",\"x\":%s}";
    DECODER.decode(frame.formatted("[".repeat(16) + "]".repeat(16)));
    assertEquals(
        "The message is nested too deeply.",
        refused(frame.formatted("[{\"y\":".repeat(9) + "1" + "}]".repeat(9))).getMessage());
  }

  /** A parser that waits for more than there is would keep a thread of the server for ever. */
  @Test
  void no_text_keeps_a_thread_busy() {
    Random random = new Random(7);
    List<String> frames = MalformedFrames.all();
    for (String name : List.of("join", "offer", "answer", "ice", "standby", "leave", "joined")) {
      String sample = GoldenSamples.read(name).strip();
      IntStream.range(0, sample.length()).forEach(end -> frames.add(sample.substring(0, end)));
      for (int i = 0; i < 2_000; i++) {
        frames.add(mutated(sample, random));
      }
    }
    frames.add(
        "{\"type\":\"ice\",\"candidates\":[{\"sdpMLineIndex\":" + "9".repeat(65_000) + "}]}");
    frames.add("{\"x\":1e" + "9".repeat(65_000) + "}");
    frames.add("{" + "\"x\":0,".repeat(10_000) + "\"type\":\"leave\"}");
    assertTimeoutPreemptively(Duration.ofSeconds(20), () -> frames.forEach(this::decodeOrRefuse));
  }

  private static String mutated(String sample, Random random) {
    StringBuilder text = new StringBuilder(sample);
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      int at = random.nextInt(text.length());
      char changed = DISTURBING.charAt(random.nextInt(DISTURBING.length()));
      switch (random.nextInt(3)) {
        case 0 -> text.setCharAt(at, changed);
        case 1 -> text.insert(at, changed);
        default -> text.setLength(at + 1);
      }
    }
    return text.toString();
  }

  private void decodeOrRefuse(String frame) {
    try {
      DECODER.decode(frame);
    } catch (UnreadableMessage unreadable) {
      assertFalse(unreadable.refusal().getMessage().isBlank());
    }
  }

  private Offer offer(String text) throws Exception {
    return (Offer) DECODER.decode(text);
  }

  private Refusal refused(String text) {
    return assertThrows(UnreadableMessage.class, () -> DECODER.decode(text)).refusal();
  }
}
