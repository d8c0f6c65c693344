package dev.noom.payara.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameWriterTest {
  private final List<ByteBuffer> sent = new ArrayList<>();
  private final List<Throwable> results = new ArrayList<>();
  private IOException fault;

  private final FrameWriter frames =
      new FrameWriter(
          new Writer() {
            @Override
            public void write(ByteBuffer frame, CompletionHandler<ByteBuffer> handler) {
              sent.add(frame);
              if (fault == null) {
                handler.completed(frame);
              } else {
                handler.failed(fault);
              }
            }

            @Override
            public void close() {}
          });

  /** RFC 6455, section 5.2: the length in the fewest bytes that can hold it. */
  @ParameterizedTest
  @CsvSource({
    "0, 2",
    "1, 2",
    "125, 2",
    "126, 4",
    "255, 4",
    "256, 4",
    "32768, 4",
    "65535, 4",
    "65536, 10"
  })
  void a_frame_says_how_long_it_is(int length, int header) {
    ByteBuffer frame = FrameWriter.frame("x".repeat(length));
    assertEquals(header + length, frame.remaining());
    assertEquals(0x81, frame.get() & 0xff);
    int second = frame.get();
    long said =
        switch (header) {
          case 2 -> second;
          case 4 -> frame.getShort() & 0xffff;
          default -> frame.getLong();
        };
    assertEquals(header == 2 ? length : header == 4 ? 126 : 127, second);
    assertEquals(length, said);
    assertEquals("x".repeat(length), UTF_8.decode(frame).toString());
  }

  @Test
  void a_length_is_counted_in_bytes_of_utf_8() {
    String text = "회의 👋 é".repeat(20);
    ByteBuffer frame = FrameWriter.frame(text);
    frame.position(2);
    assertEquals(text.getBytes(UTF_8).length, frame.getShort());
    assertEquals(text, UTF_8.decode(frame).toString());
  }

  @Test
  void whoever_writes_hears_that_it_is_written_or_why_not() {
    frames.write("a", results::add);
    fault = new IOException("reset");
    frames.write("b", results::add);
    assertEquals(2, results.size());
    assertNull(results.get(0));
    assertSame(fault, results.get(1));
  }

  @Test
  void what_is_for_many_is_made_once_and_each_reads_it_from_its_beginning() {
    String text = "for everybody";
    for (int i = 0; i < 3; i++) {
      frames.write(text, results::add);
    }
    frames.write("for one", results::add);
    frames.write(new String(text), results::add);
    assertSame(sent.get(0).array(), sent.get(2).array());
    assertEquals(
        List.of(text, text, text, "for one", text),
        sent.stream().map(frame -> UTF_8.decode(frame.position(2)).toString()).toList());
  }
}
