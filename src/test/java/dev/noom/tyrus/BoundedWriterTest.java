package dev.noom.tyrus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.junit.jupiter.api.Test;

class BoundedWriterTest {
  private static final ByteBuffer PONG = ByteBuffer.allocate(2);

  private final Slow slow = new Slow();
  private final BoundedWriter writer = new BoundedWriter(slow);
  private int refused;

  /** Keeps what it is given until somebody reads. */
  private static final class Slow extends Writer {
    final Queue<CompletionHandler<ByteBuffer>> waiting = new ArrayDeque<>();
    int closed;

    @Override
    public void write(ByteBuffer frame, CompletionHandler<ByteBuffer> handler) {
      waiting.add(handler);
    }

    @Override
    public void close() {
      closed++;
    }
  }

  private final class Sender extends CompletionHandler<ByteBuffer> {
    @Override
    public void failed(Throwable why) {
      refused++;
    }
  }

  @Test
  void a_reader_who_reads_may_have_any_number() {
    for (int i = 0; i < 10 * BoundedWriter.MAX_WAITING; i++) {
      writes(1);
      slow.waiting.remove().completed(PONG);
    }
    assertEquals(0, refused);
    assertEquals(0, slow.closed);
  }

  @Test
  void one_who_does_not_is_cut_off_once_and_no_more_is_kept() {
    writes(BoundedWriter.MAX_WAITING);
    assertEquals(0, slow.closed);
    writes(1_000);
    assertEquals(BoundedWriter.MAX_WAITING, slow.waiting.size());
    assertEquals(1_000, refused);
    assertEquals(1, slow.closed);
  }

  @Test
  void what_fails_waits_no_more() {
    writes(BoundedWriter.MAX_WAITING);
    slow.waiting.remove().failed(new IllegalStateException());
    assertEquals(1, refused);
    writes(1);
    assertEquals(0, slow.closed);
    slow.waiting.remove().cancelled();
    writes(1);
    assertEquals(0, slow.closed);
  }

  private void writes(int times) {
    for (int i = 0; i < times; i++) {
      writer.write(PONG.duplicate(), new Sender());
    }
  }
}
