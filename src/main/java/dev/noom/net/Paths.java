package dev.noom.net;

/** Where the parts of the application are, below its own address. */
public final class Paths {
  /** The WebSocket of a room: this, a slash, and the room's name. */
  public static final String SIGNAL = "/signal";

  /** The page's files: this, a slash, their version, and a path. */
  public static final String ASSETS = "/assets";

  private Paths() {}
}
