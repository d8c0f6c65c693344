package dev.noom.payara.websocket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.junit.jupiter.api.Test;

class BatchWriterTest {
  private final Socket socket = new Socket();
  private final BatchWriter writer = new BatchWriter(socket, socket);
  private final List<String> written = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();

  /** Takes what it is given, at once or when somebody reads. */
  private static final class Socket extends Writer implements BatchWriter.End {
    final List<String> pieces = new ArrayList<>();
    final Queue<CompletionHandler<ByteBuffer>> underWay = new ArrayDeque<>();
    boolean isRead = true;
    Runnable meanwhile = () -> {};
    Exception fault;
    int announced;
    int closed;
    int terminated;

    @Override
    public void write(ByteBuffer piece, CompletionHandler<ByteBuffer> handler) {
      pieces.add(text(piece));
      Runnable once = meanwhile;
      meanwhile = () -> {};
      once.run();
      if (fault != null) {
        handler.failed(fault);
      } else if (isRead) {
        handler.completed(piece);
      } else {
        underWay.add(handler);
      }
    }

    @Override
    public void close() {
      throw new AssertionError("The container is not asked to.");
    }

    @Override
    public void soon() {
      announced++;
    }

    @Override
    public void gently() {
      pieces.add("closed");
      closed++;
    }

    @Override
    public void atOnce() {
      terminated++;
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
    Batch batch = Batch.begin();
    write("a");
    write("b");
    assertEquals(List.of("a", "b"), written);
    assertEquals(List.of(), socket.pieces);
    batch.end();
    assertEquals(List.of("ab"), socket.pieces);
    write("c");
    assertEquals(List.of("ab", "c"), socket.pieces);
  }

  @Test
  void each_receiver_gets_his_own() {
    Socket others = new Socket();
    BatchWriter other = new BatchWriter(others, others);
    Batch batch = Batch.begin();
    write("a");
    other.write(bytes("b"), new Sender("b"));
    write("c");
    batch.end();
    assertEquals(List.of("ac"), socket.pieces);
    assertEquals(List.of("b"), others.pieces);
  }

  @Test
  void somebody_else_who_writes_does_not_overtake_and_does_not_wait() throws InterruptedException {
    Batch batch = Batch.begin();
    write("a");
    Thread other = new Thread(() -> write("b"));
    other.start();
    other.join();
    assertEquals(List.of("ab"), socket.pieces);
    batch.end();
    assertEquals(List.of("ab"), socket.pieces);
  }

  @Test
  void a_close_takes_along_what_came_before_it() {
    Batch batch = Batch.begin();
    write("a");
    write("\u0008");
    assertEquals(List.of("a\u0008"), socket.pieces);
    assertEquals(1, socket.announced);
    batch.end();
  }

  @Test
  void after_a_close_frame_nothing_is_taken() {
    write("\u0008");
    write("a");
    assertEquals(List.of("\u0008"), socket.pieces);
    assertEquals(List.of("a"), refused);
  }

  @Test
  void a_close_frame_that_waits_is_written_and_what_comes_after_it_is_not() {
    socket.isRead = false;
    write("a");
    write("\u0008");
    write("b");
    readsAll();
    assertEquals(List.of("a", "\u0008"), socket.pieces);
    assertEquals(List.of("b"), refused);
  }

  @Test
  void what_is_large_enough_does_not_wait_for_the_end() {
    Batch batch = Batch.begin();
    write("a");
    String large = "b".repeat(BatchWriter.MAX_BATCH);
    write(large);
    write("c");
    assertEquals(List.of("a" + large), socket.pieces);
    batch.end();
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
  void closing_it_first_writes_what_is_batched() {
    Batch batch = Batch.begin();
    write("a");
    writer.close();
    assertEquals(List.of("a", "closed"), socket.pieces);
    batch.end();
    assertEquals(1, socket.closed);
  }

  @Test
  void a_reader_who_reads_may_have_any_number() {
    socket.isRead = false;
    int many = 10 * BatchWriter.MAX_WAITING;
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
    for (int i = 0; i < BatchWriter.MAX_WAITING; i++) {
      write("b");
    }
    assertEquals(0, socket.terminated);
    for (int i = 0; i < 1_000; i++) {
      write("c");
    }
    assertEquals(BatchWriter.MAX_WAITING + 1_000, refused.size());
    assertEquals(List.of("a"), written);
    assertEquals(1, socket.terminated);
    assertEquals(0, socket.closed);
  }

  @Test
  void closing_does_not_wait_for_one_who_does_not_read() {
    socket.isRead = false;
    write("a");
    writer.close();
    assertEquals(1, socket.terminated);
    assertEquals(0, socket.closed);
  }

  @Test
  void what_comes_while_another_thread_hands_on_is_handed_on_by_that_one() {
    socket.meanwhile = () -> onAnotherThread(() -> write("b"));
    write("a");
    assertEquals(List.of("a", "b"), socket.pieces);
    assertEquals(List.of("b", "a"), written);
  }

  @Test
  void a_close_that_comes_while_another_thread_hands_on_waits_for_it_and_takes_all_along() {
    socket.meanwhile =
        () ->
            onAnotherThread(
                () -> {
                  write("\u0008");
                  writer.close();
                });
    write("a");
    assertEquals(List.of("a", "\u0008", "closed"), socket.pieces);
    assertEquals(0, socket.terminated);
  }

  @Test
  void a_close_that_comes_just_before_a_piece_is_parked_does_not_wait_for_the_reader() {
    socket.isRead = false;
    socket.meanwhile = () -> onAnotherThread(writer::close);
    write("a");
    assertEquals(1, socket.terminated);
  }

  @Test
  void a_piece_that_fails_closes_the_connection_since_its_frames_count_as_written() {
    socket.fault = new IOException("reset");
    Batch batch = Batch.begin();
    write("a");
    batch.end();
    assertEquals(List.of("a"), written);
    assertEquals(1, socket.closed);
    write("b");
    assertEquals(List.of("b"), refused);
  }

  @Test
  void whatever_threads_and_readers_do_each_senders_frames_come_in_order_and_none_is_lost()
      throws Exception {
    int each = 20_000;
    Queue<Runnable> parked = new ConcurrentLinkedQueue<>();
    List<Integer> came = Collections.synchronizedList(new ArrayList<>());
    Writer slow =
        new Writer() {
          @Override
          public void write(ByteBuffer piece, CompletionHandler<ByteBuffer> handler) {
            for (ByteBuffer frames = piece.duplicate(); frames.hasRemaining(); frames.getInt()) {
              came.add(frames.getInt(frames.position()));
            }
            if (came.size() % 3 == 0) {
              parked.add(() -> handler.completed(piece));
            } else {
              handler.completed(piece);
            }
          }

          @Override
          public void close() {}
        };
    BatchWriter shared = new BatchWriter(slow, socket);
    ExecutorService threads = Executors.newCachedThreadPool();
    List<Future<?>> senders = new ArrayList<>();
    for (int sender = 0; sender < 3; sender++) {
      int first = sender << 24;
      senders.add(threads.submit(() -> sends(shared, first, each)));
    }
    Future<?> reader =
        threads.submit(
            () -> {
              while (came.size() < 3 * each && !Thread.interrupted()) {
                Optional.ofNullable(parked.poll()).ifPresent(Runnable::run);
              }
            });
    for (Future<?> sender : senders) {
      sender.get(60, TimeUnit.SECONDS);
    }
    reader.get(60, TimeUnit.SECONDS);
    threads.shutdownNow();
    for (int sender = 0; sender < 3; sender++) {
      int first = sender << 24;
      assertEquals(
          IntStream.range(first, first + each).boxed().toList(),
          came.stream().filter(number -> number >>> 24 == first >>> 24).toList());
    }
  }

  /** As an outbox does: the next when this one is written; some of them on account of one read. */
  private static Void sends(Writer writer, int first, int count) throws InterruptedException {
    Semaphore written = new Semaphore(1);
    for (int i = 0; i < count; i += 4) {
      Batch batch = Batch.begin();
      for (int j = i; j < i + 4; j++) {
        ByteBuffer frame = ByteBuffer.allocate(4).putInt(0, first + j);
        if (!written.tryAcquire()) {
          // What is batched must not wait for what is under way.
          batch.end();
          written.acquire();
          batch = Batch.begin();
        }
        writer.write(frame, new Releasing(written));
      }
      batch.end();
    }
    return null;
  }

  private static final class Releasing extends CompletionHandler<ByteBuffer> {
    private final Semaphore semaphore;

    Releasing(Semaphore semaphore) {
      this.semaphore = semaphore;
    }

    @Override
    public void completed(ByteBuffer frame) {
      semaphore.release();
    }
  }

  /** A lock that is held would keep the other thread for ever. */
  private static void onAnotherThread(Runnable task) {
    Thread thread = new Thread(task);
    thread.start();
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    assertFalse(thread.isAlive(), "It waits for somebody.");
  }

  @Test
  void a_failure_is_the_end_for_all_that_waits_and_comes() {
    socket.isRead = false;
    write("a");
    write("b");
    socket.underWay.remove().failed(new IOException("reset"));
    write("c");
    assertEquals(List.of("b", "c"), refused);
    assertEquals(List.of("a", "closed"), socket.pieces);
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
