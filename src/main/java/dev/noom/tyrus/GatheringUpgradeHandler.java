package dev.noom.tyrus;

import jakarta.websocket.CloseReason;
import java.nio.ByteBuffer;
import org.glassfish.tyrus.servlet.TyrusHttpUpgradeHandler;
import org.glassfish.tyrus.spi.Connection;
import org.glassfish.tyrus.spi.Connection.CloseListener;
import org.glassfish.tyrus.spi.ReadHandler;
import org.glassfish.tyrus.spi.WebSocketEngine.UpgradeInfo;
import org.glassfish.tyrus.spi.WebSocketEngine.UpgradeStatus;
import org.glassfish.tyrus.spi.Writer;

/**
 * Tyrus's own, with a {@link GatheringWriter}: what is sent on account of the bytes of one read
 * goes out when all of them have been looked at. The container makes one a connection.
 */
public class GatheringUpgradeHandler extends TyrusHttpUpgradeHandler {
  private Transport transport;

  /** To be said before Tyrus uses the handler. */
  void over(Transport transport) {
    this.transport = transport;
  }

  @Override
  public void preInit(UpgradeInfo info, Writer writer, boolean authenticated) {
    GatheringWriter gathering = new GatheringWriter(writer, transport::terminate);
    super.preInit(new Upgrade(info), gathering, authenticated);
  }

  private record Upgrade(UpgradeInfo tyrus) implements UpgradeInfo {
    @Override
    public UpgradeStatus getStatus() {
      return tyrus.getStatus();
    }

    @Override
    public Connection createConnection(Writer writer, CloseListener listener) {
      Connection connection = tyrus.createConnection(writer, listener);
      return connection == null ? null : new Gathered(connection, connection.getReadHandler());
    }
  }

  private record Gathered(Connection tyrus, ReadHandler reader) implements Connection, ReadHandler {
    @Override
    public ReadHandler getReadHandler() {
      return this;
    }

    @Override
    public void handle(ByteBuffer data) {
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
