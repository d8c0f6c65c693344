package dev.noom.tyrus;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.junit.jupiter.api.Test;

class GatheringWriterTest {
  private final Socket socket = new Socket();
  private final GatheringWriter writer = new GatheringWriter(socket, socket::terminate);
  private final List<String> written = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();

  /** Takes what it is given, at once or when somebody reads. */
  private static final class Socket extends Writer {
    final List<String> pieces = new ArrayList<>();
    final Queue<CompletionHandler<ByteBuffer>> underWay = new ArrayDeque<>();
    boolean isRead = true;
    boolean canBeTerminated = true;
    int closed;
    int terminated;

    @Override
    public void write(ByteBuffer piece, CompletionHandler<ByteBuffer> handler) {
      pieces.add(text(piece));
      if (isRead) {
        handler.completed(piece);
      } else {
        underWay.add(handler);
      }
    }

    @Override
    public void close() {
      closed++;
    }

    boolean terminate() {
      terminated += canBeTerminated ? 1 : 0;
      return canBeTerminated;
    }
  }

  /** Of one write, which is known by its text. */
  private final class Sender extends CompletionHandler<ByteBuffer> {
    private final String text;

    Sender(String text) {
      this.text = text;
    }

    @Override
    public void completed(ByteBuffer frame) {
      written.add(text);
    }

    @Override
    public void failed(Throwable why) {
      refused.add(text);
    }
  }

  @Test
  void what_is_written_while_nobody_reads_goes_out_at_once() {
    write("a");
    assertEquals(List.of("a"), socket.pieces);
    assertEquals(List.of("a"), written);
  }

  @Test
  void what_one_read_leads_to_goes_out_as_one_piece_at_its_end() {
    Gathering gathering = Gathering.begin();
    write("a");
    write("b");
    assertEquals(List.of("a", "b"), written);
    assertEquals(List.of(), socket.pieces);
    gathering.end();
    assertEquals(List.of("ab"), socket.pieces);
    write("c");
    assertEquals(List.of("ab", "c"), socket.pieces);
  }

  @Test
  void each_receiver_gets_his_own() {
    Socket others = new Socket();
    GatheringWriter other = new GatheringWriter(others, others::terminate);
    Gathering gathering = Gathering.begin();
    write("a");
    other.write(bytes("b"), new Sender("b"));
    write("c");
    gathering.end();
    assertEquals(List.of("ac"), socket.pieces);
    assertEquals(List.of("b"), others.pieces);
  }

  @Test
  void somebody_else_who_writes_does_not_overtake_and_does_not_wait() throws InterruptedException {
    Gathering gathering = Gathering.begin();
    write("a");
    Thread other = new Thread(() -> write("b"));
    other.start();
    other.join();
    assertEquals(List.of("ab"), socket.pieces);
    gathering.end();
    assertEquals(List.of("ab"), socket.pieces);
  }

  @Test
  void a_close_takes_along_what_came_before_it() {
    Gathering gathering = Gathering.begin();
    write("a");
    write("\u0008");
    assertEquals(List.of("a\u0008"), socket.pieces);
    gathering.end();
  }

  @Test
  void what_is_large_enough_does_not_wait_for_the_end() {
    Gathering gathering = Gathering.begin();
    write("a");
    String large = "b".repeat(GatheringWriter.MAX_GATHERED);
    write(large);
    write("c");
    assertEquals(List.of("a" + large), socket.pieces);
    gathering.end();
    assertEquals(List.of("a" + large, "c"), socket.pieces);
  }

  @Test
  void one_piece_is_under_way_at_a_time_and_the_next_has_all_that_came_meanwhile() {
    socket.isRead = false;
    write("a");
    write("b");
    write("c");
    assertEquals(List.of("a"), socket.pieces);
    assertEquals(List.of("a"), written);
    readsAll();
    assertEquals(List.of("a", "bc"), socket.pieces);
    assertEquals(List.of("a", "b", "c"), written);
  }

  @Test
  void closing_it_first_writes_what_is_gathered() throws IOException {
    Gathering gathering = Gathering.begin();
    write("a");
    writer.close();
    assertEquals(List.of("a"), socket.pieces);
    assertEquals(1, socket.closed);
    gathering.end();
  }

  @Test
  void a_reader_who_reads_may_have_any_number() {
    socket.isRead = false;
    int many = 10 * GatheringWriter.MAX_WAITING;
    for (int i = 0; i < many; i++) {
      write("a");
      readsAll();
    }
    assertEquals(many, String.join("", socket.pieces).length());
    assertEquals(0, socket.terminated);
  }

  @Test
  void one_who_does_not_is_cut_off_once_and_no_more_is_kept() {
    socket.isRead = false;
    write("a");
    for (int i = 0; i < GatheringWriter.MAX_WAITING; i++) {
      write("b");
    }
    assertEquals(0, socket.terminated);
    for (int i = 0; i < 1_000; i++) {
      write("c");
    }
    assertEquals(GatheringWriter.MAX_WAITING + 1_000, refused.size());
    assertEquals(List.of("a"), written);
    assertEquals(1, socket.terminated);
    assertEquals(0, socket.closed);
  }

  @Test
  void closing_does_not_wait_for_one_who_does_not_read() throws IOException {
    socket.isRead = false;
    write("a");
    writer.close();
    assertEquals(1, socket.terminated);
    assertEquals(0, socket.closed);
  }

  @Test
  void closing_is_gentle_where_nothing_else_is_known() throws IOException {
    socket.isRead = false;
    socket.canBeTerminated = false;
    write("a");
    writer.close();
    assertEquals(1, socket.closed);
  }

  @Test
  void a_failure_is_the_end_for_all_that_waits_and_comes() {
    socket.isRead = false;
    write("a");
    write("b");
    socket.underWay.remove().failed(new IOException("reset"));
    write("c");
    assertEquals(List.of("b", "c"), refused);
    assertEquals(List.of("a"), socket.pieces);
  }

  @Test
  void a_write_that_is_cancelled_has_failed() {
    socket.isRead = false;
    write("a");
    write("b");
    socket.underWay.remove().cancelled();
    assertEquals(List.of("b"), refused);
  }

  private void write(String text) {
    writer.write(bytes(text), new Sender(text));
  }

  private void readsAll() {
    while (!socket.underWay.isEmpty()) {
      socket.underWay.remove().completed(ByteBuffer.allocate(0));
    }
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }

  private static String text(ByteBuffer bytes) {
    return US_ASCII.decode(bytes.duplicate()).toString();
  }
}
