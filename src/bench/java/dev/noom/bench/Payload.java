package dev.noom.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The text that is relayed, the same for every server: a session description of 6 kB and a
 * candidate, already escaped for JSON. Each carries a mark, {@code ~O0000000042~}: the kind's
 * letter and a sequence number. The mark is all that the client looks for in what comes back, so
 * that checking for loss and order costs next to nothing.
 */
final class Payload {
  private static final int SDP_BYTES = 6 * 1024;
  private static final int DIGITS = 10;
  private static final int MARK = DIGITS + 3;
  private static final String BLANK = "~?0000000000~";

  private static final byte[] SDP = bytes(sdp().replace("\r\n", "\\r\\n"));
  private static final byte[] CANDIDATE =
      bytes(
          "candidate:842163049 1 udp 1677729535 203.0.113.7 46154 typ srflx raddr 10.0.17.4 rport"
              + " 51472 generation 0 ufrag EsAw network-id 1 network-cost 10 bench "
              + BLANK);
  private static final int SDP_MARK = markStart(SDP);
  private static final int CANDIDATE_MARK = markStart(CANDIDATE);

  private Payload() {}

  /** The text with its mark set. It is one shared array: send it before asking for the next. */
  static byte[] stamped(Kind kind, long sequence) {
    byte[] text = kind == Kind.ICE ? CANDIDATE : SDP;
    int at = kind == Kind.ICE ? CANDIDATE_MARK : SDP_MARK;
    text[at + 1] = kind.letter;
    long rest = sequence;
    for (int i = at + 1 + DIGITS; i > at + 1; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return text;
  }

  /** Where the mark ends in a message, or -1 if the message carries none. */
  static int markEnd(byte[] buffer, int offset, int length) {
    for (int i = offset + length - 1; i >= offset + MARK - 1; i--) {
      if (buffer[i] == '~') {
        return i;
      }
    }
    return -1;
  }

  static Kind kind(byte[] buffer, int markEnd) {
    byte letter = buffer[markEnd - DIGITS - 1];
    for (Kind kind : Kind.values()) {
      if (kind.letter == letter) {
        return kind;
      }
    }
    throw new IllegalArgumentException("A mark of no kind: " + (char) letter);
  }

  static long sequence(byte[] buffer, int markEnd) {
    long sequence = 0;
    for (int i = markEnd - DIGITS; i < markEnd; i++) {
      sequence = sequence * 10 + buffer[i] - '0';
    }
    return sequence;
  }

  /** Whether every byte of the text came through: for samples, as it costs a comparison of 6 kB. */
  static boolean isWhole(Kind kind, byte[] buffer, int markEnd) {
    byte[] text = kind == Kind.ICE ? CANDIDATE : SDP;
    int at = kind == Kind.ICE ? CANDIDATE_MARK : SDP_MARK;
    int start = markEnd + 1 - MARK - at;
    int after = markEnd + 1;
    return start >= 0
        && Arrays.equals(buffer, start, start + at, text, 0, at)
        && Arrays.equals(
            buffer, after, after + text.length - at - MARK, text, at + MARK, text.length);
  }

  static byte[] bytes(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }

  private static int markStart(byte[] text) {
    return markEnd(text, 0, text.length) + 1 - MARK;
  }

  private static String sdp() {
    StringBuilder sdp =
        new StringBuilder("v=0\r\no=- 4611731400430051336 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n")
            .append("a=group:BUNDLE 0 1\r\na=msid-semantic: WMS b8f2\r\n")
            .append("m=video 9 UDP/TLS/RTP/SAVPF 96 97 98 99 100 101 102 103 104 105\r\n")
            .append(
                "c=IN IP4 0.0.0.0\r\na=ice-ufrag:EsAw\r\na=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1\r\n")
            .append("a=setup:actpass\r\na=mid:0\r\na=sendrecv\r\na=rtcp-mux\r\na=rtcp-rsize\r\n");
    String last = "a=x-bench:" + BLANK + "\r\n";
    for (int format = 96; ; format++) {
      String lines =
          ("a=rtpmap:" + format + " H264/90000\r\na=rtcp-fb:" + format + " goog-remb\r\n")
              + ("a=rtcp-fb:" + format + " transport-cc\r\na=rtcp-fb:" + format + " nack pli\r\n")
              + ("a=fmtp:" + format + " level-asymmetry-allowed=1;packetization-mode=1;")
              + "profile-level-id=42001f\r\n";
      if (sdp.length() + lines.length() + last.length() > SDP_BYTES) {
        return sdp.append(last).toString();
      }
      sdp.append(lines);
    }
  }
}
