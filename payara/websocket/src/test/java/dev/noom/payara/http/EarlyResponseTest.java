package dev.noom.payara.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EarlyResponseTest {
  @Test
  void it_is_an_answer_of_http_whose_length_is_right() {
    String[] parts = text(EarlyResponse.UNREADABLE).split("\r\n\r\n", -1);
    assertEquals(2, parts.length);
    assertTrue(parts[0].startsWith("HTTP/1.1 400 Bad Request\r\n"), parts[0]);
    int length = parts[1].getBytes(StandardCharsets.UTF_8).length;
    assertTrue(parts[0].contains("\r\nContent-Length: " + length + "\r\n"), parts[0]);
    assertTrue(parts[0].contains("\r\nX-Content-Type-Options: nosniff\r\n"), parts[0]);
    assertTrue(parts[0].endsWith("\r\nConnection: close"), parts[0]);
  }

  @Test
  void a_redirect_says_where_to_and_nothing_else() {
    String text = text(EarlyResponse.elsewhere("noom/?a=b"));
    assertTrue(text.startsWith("HTTP/1.1 302 Found\r\nLocation: noom/?a=b\r\n"), text);
    assertTrue(text.endsWith("Connection: close\r\n\r\n"), text);
  }

  private static String text(EarlyResponse answer) {
    return new String(answer.bytes(), StandardCharsets.UTF_8);
  }
}
