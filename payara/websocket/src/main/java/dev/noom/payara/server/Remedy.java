package dev.noom.payara.server;

import jakarta.servlet.ServletContext;

/** Something that is done about a fault of the server, for as long as the application is there. */
public interface Remedy {
  /** As payara/websocket/README.md calls it. */
  String name();

  /**
   * Begins.
   *
   * @return false if there is nothing to do on this server, or nothing can be done
   */
  boolean start(ServletContext application);

  /** Leaves the server as it was, as far as it would notice. */
  default void stop() {}
}
