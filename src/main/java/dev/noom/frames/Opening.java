package dev.noom.frames;

/** What the standard has no place for: what belongs to a session that has just begun. */
final class Opening {
  static final ThreadLocal<TextFrames> NOW = new ThreadLocal<>();

  private Opening() {}
}
