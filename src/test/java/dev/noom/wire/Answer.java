package dev.noom.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An answer of HTTP/1.1 (RFC 9112) as it came.
 *
 * @param head its lines, the status line first
 */
public record Answer(List<String> head, byte[] body) {
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  /** Reads one, with its body unless it is an answer to HEAD or the connection is another now. */
  public static Answer read(DataInputStream in, boolean hasBody) throws IOException {
    Answer answer = new Answer(head(in), new byte[0]);
    int status = answer.status();
    if (!hasBody || status < 200 || status == NO_CONTENT || status == NOT_MODIFIED) {
      return answer;
    }
    return new Answer(answer.head, answer.body(in));
  }

  private static List<String> head(DataInputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("No answer but \"" + head + "\"");
      }
      head.write(next);
    }
    return Arrays.asList(head.toString(StandardCharsets.ISO_8859_1).split("\r\n"));
  }

  private byte[] body(DataInputStream in) throws IOException {
    if (header("Transfer-Encoding").orElse("").equalsIgnoreCase("chunked")) {
      return chunks(in);
    }
    Optional<String> length = header("Content-Length");
    return length.isPresent() ? in.readNBytes(Integer.parseInt(length.get())) : in.readAllBytes();
  }

  private static byte[] chunks(DataInputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int length;
    do {
      length = Integer.parseInt(line(in).split(";")[0].strip(), 16);
      body.write(in.readNBytes(length));
      line(in);
    } while (length > 0);
    return body.toByteArray();
  }

  private static String line(DataInputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
      line.append((char) next);
    }
    return line.toString().strip();
  }

  public int status() {
    return Integer.parseInt(head.get(0).split(" ")[1]);
  }

  /** The first of that name. */
  public Optional<String> header(String name) {
    String start = name.toLowerCase(Locale.ROOT) + ":";
    return head.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .findFirst();
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return String.join("\n", head) + "\n\n" + text();
  }
}
