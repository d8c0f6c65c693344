package dev.noom.payara.http;

import java.nio.charset.StandardCharsets;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.memory.Buffers;

/**
 * What is answered in place of the container, which would do it without our headers, and the end of
 * the connection.
 *
 * @param status with its words, such as {@code 400 Bad Request}
 * @param more a header, or nothing
 * @param sentence for a person
 */
record EarlyResponse(String status, String more, String sentence) {
  static final EarlyResponse UNREADABLE =
      new EarlyResponse("400 Bad Request", "", "Noom cannot read this address. 주소를 읽을 수 없습니다.\n");

  /**
   * @param location relative, so that it is right behind every proxy
   */
  static EarlyResponse elsewhere(String location) {
    return new EarlyResponse("302 Found", "Location: " + location + "\r\n", "");
  }

  byte[] bytes() {
    int length = sentence.getBytes(StandardCharsets.UTF_8).length;
    String head =
        String.join(
            "\r\n",
            "HTTP/1.1 " + status,
            more + "Content-Type: text/plain; charset=utf-8",
            "Content-Length: " + length,
            "Cache-Control: no-store",
            "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
            "Cross-Origin-Resource-Policy: same-origin",
            "Referrer-Policy: no-referrer",
            "X-Content-Type-Options: nosniff",
            "Connection: close",
            "\r\n");
    return (head + sentence).getBytes(StandardCharsets.UTF_8);
  }

  /** Writes it, and closes the connection when it is written. */
  <L> void to(Connection<L> connection) {
    connection.write(
        Buffers.wrap(connection.getMemoryManager(), bytes()),
        new EmptyCompletionHandler<WriteResult<Buffer, L>>() {
          @Override
          public void completed(WriteResult<Buffer, L> result) {
            connection.closeSilently();
          }

          @Override
          public void failed(Throwable gone) {
            connection.closeSilently();
          }
        });
  }
}
