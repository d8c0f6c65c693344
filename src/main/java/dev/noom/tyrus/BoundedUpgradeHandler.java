package dev.noom.tyrus;

import org.glassfish.tyrus.servlet.TyrusHttpUpgradeHandler;
import org.glassfish.tyrus.spi.WebSocketEngine.UpgradeInfo;
import org.glassfish.tyrus.spi.Writer;

/** Tyrus's own, with a {@link BoundedWriter}. The container makes one a connection. */
public class BoundedUpgradeHandler extends TyrusHttpUpgradeHandler {
  @Override
  public void preInit(UpgradeInfo info, Writer writer, boolean authenticated) {
    super.preInit(info, new BoundedWriter(writer), authenticated);
  }
}
