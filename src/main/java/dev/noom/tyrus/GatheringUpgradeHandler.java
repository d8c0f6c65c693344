package dev.noom.tyrus;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import jakarta.websocket.CloseReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ScheduledExecutorService;
import org.glassfish.tyrus.servlet.TyrusHttpUpgradeHandler;
import org.glassfish.tyrus.spi.Connection;
import org.glassfish.tyrus.spi.Connection.CloseListener;
import org.glassfish.tyrus.spi.ReadHandler;
import org.glassfish.tyrus.spi.WebSocketEngine.UpgradeInfo;
import org.glassfish.tyrus.spi.WebSocketEngine.UpgradeStatus;
import org.glassfish.tyrus.spi.Writer;

/**
 * Tyrus's own, with a {@link GatheringWriter}: what is sent on account of the bytes of one read
 * goes out when all of them have been looked at. And with an {@link Ending}, by which alone the
 * connection is closed. The container makes one a connection.
 */
public class GatheringUpgradeHandler extends TyrusHttpUpgradeHandler {
  private Transport transport;
  private Ending ending;
  private GatheringWriter writer;

  /** To be said before Tyrus uses the handler. */
  void over(Transport transport, ScheduledExecutorService timers) {
    this.transport = transport;
    ending = new Ending(transport, timers);
  }

  @Override
  public void preInit(UpgradeInfo info, Writer tyrus, boolean authenticated) {
    writer = new GatheringWriter(transport.writer(tyrus), ending);
    super.preInit(new Upgrade(info, ending), writer, authenticated);
  }

  @Override
  public void init(WebConnection container) {
    ending.of(container);
    super.init(new Guarded(container, writer));
  }

  @Override
  public void onError(Throwable why) {
    ending.lost();
    super.onError(why);
  }

  /** As Tyrus sees it: wherever it closes it, the writer is asked to. */
  private record Guarded(WebConnection container, GatheringWriter writer) implements WebConnection {
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

  private record Upgrade(UpgradeInfo tyrus, Ending ending) implements UpgradeInfo {
    @Override
    public UpgradeStatus getStatus() {
      return tyrus.getStatus();
    }

    @Override
    public Connection createConnection(Writer writer, CloseListener listener) {
      Connection connection = tyrus.createConnection(writer, listener);
      return connection == null
          ? null
          : new Gathered(connection, new Unmasker(connection.getReadHandler()), ending);
    }
  }

  private record Gathered(Connection tyrus, Unmasker reader, Ending ending)
      implements Connection, ReadHandler {
    @Override
    public ReadHandler getReadHandler() {
      return this;
    }

    @Override
    public void handle(ByteBuffer data) {
      ending.reading(() -> gather(data));
    }

    private void gather(ByteBuffer data) {
      Gathering gathering = Gathering.begin();
      try {
        reader.handle(data);
      } finally {
        gathering.end();
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
