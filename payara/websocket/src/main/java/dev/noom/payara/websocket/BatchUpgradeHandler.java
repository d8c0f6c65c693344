package dev.noom.payara.websocket;

import dev.noom.frames.FrameGuard;
import dev.noom.frames.TextFrames;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.glassfish.tyrus.servlet.TyrusHttpUpgradeHandler;
import org.glassfish.tyrus.spi.Connection;
import org.glassfish.tyrus.spi.Connection.CloseListener;
import org.glassfish.tyrus.spi.ReadHandler;
import org.glassfish.tyrus.spi.WebSocketEngine.UpgradeInfo;
import org.glassfish.tyrus.spi.WebSocketEngine.UpgradeStatus;
import org.glassfish.tyrus.spi.Writer;

/**
 * Tyrus's own, with a {@link BatchWriter}: what is sent on account of the bytes of one read goes
 * out when all of them have been looked at. And with a {@link CloseSequence}, by which alone the
 * connection is closed. The container makes one a connection.
 */
public class BatchUpgradeHandler extends TyrusHttpUpgradeHandler {
  private static final CloseReason UNREADABLE = new CloseReason(CloseCodes.CANNOT_ACCEPT, "");

  /** What is read at once where the container does not say how much there is, in bytes. */
  private static final int USUAL_READ = 1 << 14;

  /** Longer than most connections live where many come and go. */
  private static final long WHILE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** What this many keep of their handshakes is 8 MB: no matter for the memory of a server. */
  private static final int FEW = 1_000;

  private final long since = System.nanoTime();
  private final CountDownLatch opened = new CountDownLatch(1);

  private Transport transport;
  private CloseSequence ending;
  private TextFrames.Slot slot;
  private BatchWriter writer;
  private FrameWriter frames;
  private ServletInputStream input;
  private boolean isHandshakeDropped;

  /** Null unless it is at the handshake. */
  private volatile Thread opener;

  /** Whether something was said before the other end could know that it may. */
  private boolean isEarly;

  /** Null until the handshake is over. */
  private Connection connection;

  /**
   * To be said before Tyrus uses the handler.
   *
   * @param slot where the endpoint finds a shorter way to write; null if it looks nowhere
   */
  void over(Transport transport, ScheduledExecutorService timers, TextFrames.Slot slot) {
    this.transport = transport;
    this.slot = slot;
    ending = new CloseSequence(transport, timers);
  }

  @Override
  public void preInit(UpgradeInfo info, Writer tyrus, boolean authenticated) {
    writer = new BatchWriter(transport.writer(tyrus), ending);
    frames = new FrameWriter(writer);
    if (slot != null) {
      slot.offer(frames);
    }
    super.preInit(new Upgrade(info), writer, authenticated);
  }

  @Override
  public void init(WebConnection container) {
    ending.of(container);
    try {
      transport.upgraded();
      if (CloseSequence.open() > FEW) {
        // Here or a while later, and not between: this thread still looks at them afterwards.
        dropHandshake();
      }
      open(container);
    } catch (IOException e) {
      ending.lost();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      ending.lost();
      throw e;
    }
  }

  private void open(WebConnection container) throws IOException {
    opener = Thread.currentThread();
    try {
      input = container.getInputStream();
      super.init(new Guarded(container, writer));
    } finally {
      opener = null;
      opened.countDown();
    }
    if (isEarly && input.isReady()) {
      onDataAvailable();
    }
  }

  private void dropHandshake() {
    isHandshakeDropped = true;
    transport.dropHeaders();
  }

  /** As Tyrus does it, but for two copies, and for lines of a log that is off. */
  @Override
  public void onDataAvailable() {
    if (Thread.currentThread() == opener) {
      // No client may speak before it is answered (RFC 6455, section 4.1). Where one does, the
      // container says so in the middle of the opening. A thread that waited here would wait for
      // itself, for ever.
      isEarly = true;
      return;
    }
    try {
      // The container may have something to read while another thread is still opening.
      opened.await();
      if (connection != null && !ending.isOver()) {
        read();
      }
    } catch (IOException e) {
      connection.close(UNREADABLE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() throws IOException {
    if (!isHandshakeDropped && System.nanoTime() - since > WHILE_NANOS) {
      dropHandshake();
    }
    int count;
    do {
      int available = input.available();
      byte[] bytes = new byte[available > 0 ? available : USUAL_READ];
      count = input.read(bytes);
      if (count > 0) {
        connection.getReadHandler().handle(ByteBuffer.wrap(bytes, 0, count));
      }
    } while (count >= 0 && !ending.isOver() && input.isReady());
  }

  @Override
  public void onError(Throwable why) {
    ending.lost();
    super.onError(why);
  }

  /** Short, because Payara makes it at each end, for a log that is off. */
  @Override
  public String toString() {
    return "BatchUpgradeHandler";
  }

  /** As Tyrus sees it: wherever it closes it, the writer is asked to. */
  private record Guarded(WebConnection container, BatchWriter writer) implements WebConnection {
    @Override
    public ServletInputStream getInputStream() throws IOException {
      return container.getInputStream();
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      return container.getOutputStream();
    }

    @Override
    public void close() {
      writer.close();
    }
  }

  private final class Upgrade implements UpgradeInfo {
    /** Null afterwards: it holds all that was said in the handshake, for as long as it lives. */
    private UpgradeInfo tyrus;

    Upgrade(UpgradeInfo tyrus) {
      this.tyrus = tyrus;
    }

    @Override
    public UpgradeStatus getStatus() {
      return tyrus.getStatus();
    }

    @Override
    public Connection createConnection(Writer writer, CloseListener listener) {
      Connection plain = tyrus.createConnection(writer, listener);
      tyrus = null;
      if (plain != null) {
        FrameGuard guard = frames.guard();
        BatchUpgradeHandler.this.writer.guardedBy(guard);
        connection = new Batching(plain, new Unmasker(plain.getReadHandler(), guard), ending);
      }
      return connection;
    }
  }

  private record Batching(Connection tyrus, Unmasker reader, CloseSequence ending)
      implements Connection, ReadHandler {
    @Override
    public ReadHandler getReadHandler() {
      return this;
    }

    @Override
    public void handle(ByteBuffer data) {
      ending.reading(() -> readAll(data));
    }

    private void readAll(ByteBuffer data) {
      Batch batch = Batch.begin();
      try {
        reader.handle(data);
      } finally {
        batch.end();
      }
    }

    @Override
    public Writer getWriter() {
      return tyrus.getWriter();
    }

    @Override
    public CloseListener getCloseListener() {
      return tyrus.getCloseListener();
    }

    @Override
    public void close(CloseReason reason) {
      tyrus.close(reason);
    }
  }
}
