package dev.noom.payara.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.noom.frames.TextFrames;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import jakarta.websocket.CloseReason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Connection;
import org.glassfish.tyrus.spi.Connection.CloseListener;
import org.glassfish.tyrus.spi.ReadHandler;
import org.glassfish.tyrus.spi.WebSocketEngine.UpgradeInfo;
import org.glassfish.tyrus.spi.WebSocketEngine.UpgradeStatus;
import org.glassfish.tyrus.spi.Writer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

class BatchUpgradeHandlerTest {
  /** "hi" from a browser, whose mask is of zeros (RFC 6455, section 5.2). */
  private static final byte[] HI = {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, 'h', 'i'};

  /** What has happened, in order. */
  private final List<String> events = new ArrayList<>();

  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  private final Container container = new Container();
  private final User user = new User();

  /** What the endpoint does as the connection opens. */
  private Runnable onOpen = () -> events.add("open");

  @AfterEach
  void nothing_is_left() {
    timers.shutdownNow();
  }

  @Test
  @Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
  void what_comes_with_the_handshake_is_read_after_the_opening_and_not_waited_for_in_it() {
    container.input = new Input(HI);
    handler(new Transport(null, null)).init(container);
    assertEquals(List.of("open", "read hi"), events);
  }

  @Test
  void what_comes_later_is_read_then() {
    container.input = new Input(new byte[0]);
    handler(new Transport(null, null)).init(container);
    assertEquals(List.of("open"), events);
    container.input.comes(HI);
    assertEquals(List.of("open", "read hi"), events);
  }

  @Test
  void before_it_opens_the_endpoint_is_offered_to_write_frames_past_tyrus() {
    container.input = new Input(new byte[0]);
    onOpen = () -> user.frames.write("hello", why -> events.add("written"));
    handler(new Transport(null, null)).init(container);
    assertEquals(List.of("sent hello", "written"), events);
  }

  @Test
  void one_that_cannot_be_opened_does_not_count_as_open() {
    int before = CloseSequence.open();
    container.input = null;
    BatchUpgradeHandler handler = handler(new Transport(null, null));
    assertThrows(UncheckedIOException.class, () -> handler.init(container));
    onOpen =
        () -> {
          throw new IllegalStateException("refused");
        };
    container.input = new Input(new byte[0]);
    BatchUpgradeHandler another = handler(new Transport(null, null));
    assertThrows(IllegalStateException.class, () -> another.init(container));
    assertEquals(before, CloseSequence.open());
  }

  @Test
  void the_headers_of_its_handshake_go_at_once_where_there_are_many() {
    container.input = new Input(new byte[0]);
    assertEquals(1, asked(0));
    assertEquals(2, asked(1_001));
  }

  /** How often Payara's request is asked for something to drop. */
  private int asked(int others) {
    List<CloseSequence> open =
        IntStream.range(0, others)
            .mapToObj(i -> new CloseSequence(new Transport(null, null), timers))
            .toList();
    open.forEach(each -> each.of(container));
    Request request = new Request();
    handler(new Transport(request, connection())).init(container);
    open.forEach(CloseSequence::lost);
    return request.asked;
  }

  private static org.glassfish.grizzly.Connection<?> connection() {
    return (org.glassfish.grizzly.Connection<?>)
        Proxy.newProxyInstance(
            BatchUpgradeHandlerTest.class.getClassLoader(),
            new Class<?>[] {org.glassfish.grizzly.Connection.class},
            (proxy, method, arguments) -> null);
  }

  private BatchUpgradeHandler handler(Transport transport) {
    BatchUpgradeHandler handler = new BatchUpgradeHandler();
    handler.over(transport, timers, user);
    handler.preInit(new Upgrade(), new Socket(), false);
    return handler;
  }

  /** Payara's, by the name of its method. */
  public static final class Request {
    int asked;

    public Object getCoyoteRequest() {
      asked++;
      throw new UnsupportedOperationException();
    }
  }

  /** A servlet container's, of which a listener is told at once what is there already. */
  private static final class Input extends ServletInputStream {
    private ByteArrayInputStream bytes;
    private ReadListener listener;

    Input(byte[] bytes) {
      this.bytes = new ByteArrayInputStream(bytes);
    }

    void comes(byte[] more) {
      bytes = new ByteArrayInputStream(more);
      tell();
    }

    private void tell() {
      try {
        listener.onDataAvailable();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public boolean isFinished() {
      return false;
    }

    @Override
    public boolean isReady() {
      return bytes.available() > 0;
    }

    @Override
    public void setReadListener(ReadListener reader) {
      listener = reader;
      if (isReady()) {
        tell();
      }
    }

    @Override
    public int available() {
      return bytes.available();
    }

    @Override
    public int read() {
      return bytes.read();
    }
  }

  private static final class User implements TextFrames.Slot {
    TextFrames frames;

    @Override
    public void offer(TextFrames shorter) {
      frames = shorter;
    }

    @Override
    public String getName() {
      return "somebody";
    }
  }

  private static final class Container implements WebConnection {
    Input input;

    @Override
    public ServletInputStream getInputStream() throws IOException {
      if (input == null) {
        throw new IOException("gone");
      }
      return input;
    }

    @Override
    public ServletOutputStream getOutputStream() {
      return null;
    }

    @Override
    public void close() {}
  }

  private final class Socket extends Writer {
    @Override
    public void write(ByteBuffer frame, CompletionHandler<ByteBuffer> handler) {
      events.add("sent " + StandardCharsets.UTF_8.decode(frame.duplicate().position(2)));
      handler.completed(frame);
    }

    @Override
    public void close() {}
  }

  /** Tyrus's side. */
  private final class Upgrade implements UpgradeInfo, Connection, ReadHandler {
    @Override
    public UpgradeStatus getStatus() {
      return UpgradeStatus.SUCCESS;
    }

    @Override
    public Connection createConnection(Writer writer, CloseListener listener) {
      onOpen.run();
      return this;
    }

    @Override
    public ReadHandler getReadHandler() {
      return this;
    }

    /** Its mask is off already. */
    @Override
    public void handle(ByteBuffer frame) {
      events.add("read " + StandardCharsets.UTF_8.decode(frame.position(frame.position() + 2)));
    }

    @Override
    public Writer getWriter() {
      return null;
    }

    @Override
    public CloseListener getCloseListener() {
      return null;
    }

    @Override
    public void close(CloseReason reason) {
      events.add("closed " + reason.getCloseCode().getCode());
    }
  }
}
