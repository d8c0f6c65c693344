package dev.noom.signaling;

import dev.noom.protocol.GoldenSamples;
import java.util.ArrayList;
import java.util.List;

/** What a hostile or broken client may send: not one of these is a message. */
final class MalformedFrames {
  private MalformedFrames() {}

  static List<String> all() {
    List<String> frames = new ArrayList<>();
    for (String name : List.of("join", "offer", "answer", "ice", "trouble", "leave")) {
      String sample = GoldenSamples.read(name).strip();
      // Cut short at some places, but never behind the last brace.
      for (int cut = 1; cut < sample.length(); cut += Math.max(1, sample.length() / 25)) {
        frames.add(sample.substring(0, cut));
        frames.add(sample.substring(cut));
      }
      frames.add(sample.replace("\"type\":\"" + name + "\"", "\"type\":\"" + name + "!\""));
      frames.add(sample.replace("\"type\"", "\"typ\""));
      frames.add(sample.replace("\"type\":\"" + name + "\"", "\"type\":7"));
      frames.add("[" + sample + "]");
      frames.add("\"" + name + "\"");
    }
    for (String value : List.of("null", "{}", "[]", "[{}]", "7")) {
      frames.add("{\"type\":" + value + "}");
      frames.add("{\"type\":\"ice\",\"candidates\":" + (value.equals("[]") ? "[[]]" : value) + "}");
    }
    for (String type :
        List.of(
            "joined",
            "welcome",
            "left",
            "error",
            "bye",
            "mute",
            "constructor",
            "__proto__",
            " join")) {
      frames.add("{\"type\":\"" + type + "\"}");
    }
    frames.addAll(
        List.of(
            "",
            " ",
            "\u0000",
            "\n",
            "null",
            "true",
            "-1",
            "1e999",
            "\"",
            "'",
            "{",
            "}",
            "[",
            "]",
            "{]",
            "[}",
            ",",
            ":",
            "{\"type\"}",
            "{\"type\":}",
            "{type:\"join\"}",
            "{'type':'join'}",
            "\ufeff",
            "<join/>",
            "join Ada",
            "{\"type\":\"\\ud800\"}",
            "{\"type\":\"jo\\u0000in\"}",
            "{,}",
            "{\"a\":1,}",
            "//",
            "/* */ {}",
            "NaN"));
    frames.add("{\"type\":\"offer\",\"sdp\":{\"sdp\":\"v=0\"}}");
    frames.add("{\"type\":\"offer\",\"sdp\":[\"v=0\"]}");
    for (String cause : List.of("null", "7", "{}", "\"\"", "\"UDP_BLOCKED\"", "\"gremlins\"")) {
      frames.add("{\"type\":\"trouble\",\"cause\":" + cause + "}");
    }
    frames.add("{\"type\":\"leave\",\"x\":{");
    frames.add("{\"type\":\"leave\",\"x\":[{}");
    frames.add("[".repeat(50_000));
    frames.add("{\"a\":".repeat(10_000));
    frames.add("x".repeat(65_537));
    frames.add("\"" + "\uac00".repeat(40_000) + "\"");
    return frames;
  }
}
