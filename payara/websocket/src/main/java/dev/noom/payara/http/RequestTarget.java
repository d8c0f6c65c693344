package dev.noom.payara.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The path that a request asks for, as it stands in its first line (RFC 9112, section 3.2). Payara
 * answers 200 and nothing to a path that it cannot decode, and logs a stack trace.
 */
final class RequestTarget {
  private static final int HEX = 16;

  private RequestTarget() {}

  /** Whether its percent-encoding is one of UTF-8, and of nothing that no server takes. */
  static boolean isReadable(String path) {
    if (path.indexOf('%') < 0 && path.indexOf('\\') < 0) {
      return true;
    }
    ByteArrayOutputStream decoded = new ByteArrayOutputStream();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      int octet = c;
      if (c == '%') {
        octet = octet(path, i + 1);
        i += 2;
      }
      if (octet <= 0 || octet == '\\') {
        return false;
      }
      decoded.write(octet);
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded.toByteArray()));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Of two digits; -1 if they are none. */
  private static int octet(String path, int at) {
    if (at + 2 > path.length()) {
      return -1;
    }
    int high = Character.digit(path.charAt(at), HEX);
    int low = Character.digit(path.charAt(at + 1), HEX);
    return high < 0 || low < 0 ? -1 : high * HEX + low;
  }
}
