package dev.noom.protocol;

import java.util.Locale;

/**
 * The stable codes of {@link SignalMessage.Error}; {@code docs/protocol.md} says when each is sent.
 */
public enum ErrorCode {
  BAD_MESSAGE,
  UNKNOWN_TYPE,
  TOO_LARGE,
  TOO_FAST,
  BAD_ROOM,
  BAD_NAME,
  BAD_TEXT,
  NOT_JOINED,
  ALREADY_JOINED,
  NO_SUCH_PEER,
  ROOM_FULL,
  RESUME_EXPIRED,
  NOT_ALLOWED,
  DRAINING;

  private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The code as it stands on the wire, such as {@code room-full}. */
  public String wire() {
    return wire;
  }
}
