package dev.noom.frames;

/** A thread opens one WebSocket at a time, and its endpoint is called in the same thread. */
final class Opening {
  static final ThreadLocal<TextFrames> NOW = new ThreadLocal<>();

  private Opening() {}
}
