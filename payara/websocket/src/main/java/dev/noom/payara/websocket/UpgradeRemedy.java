package dev.noom.payara.websocket;

import dev.noom.payara.server.IdleTimers;
import dev.noom.payara.server.Remedy;
import jakarta.servlet.ServletContext;

/** WebSockets are read, written and closed by classes of ours: see {@link UpgradeFilter}. */
public final class UpgradeRemedy implements Remedy {
  @Override
  public String name() {
    return "upgrade";
  }

  /** The filter is there anyway, and finds by itself whether it has something to do. */
  @Override
  public boolean start(ServletContext application) {
    return IdleTimers.of(application) != null;
  }
}
