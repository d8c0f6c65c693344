package dev.noom.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Why somebody does not see or hear somebody, as a page has found out: the closed list of {@link
 * SignalMessage.Trouble}; {@code docs/operations.md} says what to do about each.
 */
public enum Cause {
  CAMERA_DENIED(false),
  CAMERA_BUSY(false),
  CAMERA_ABSENT(false),
  CAMERA_FAILED(false),
  CAMERA_SILENT(false),
  CAMERA_LOST(false),
  CAMERA_INTERRUPTED(false),
  MICROPHONE_DENIED(false),
  MICROPHONE_BUSY(false),
  MICROPHONE_ABSENT(false),
  MICROPHONE_FAILED(false),
  MICROPHONE_SILENT(false),
  MICROPHONE_LOST(false),
  MICROPHONE_INTERRUPTED(false),
  INSECURE_CONTEXT(true),
  UNSUPPORTED_BROWSER(false),
  OFFLINE(false),
  SERVER_AWAY(true),
  ORIGIN_REFUSED(true),
  ADDRESS_CROWDED(true),
  SIGN_IN_NEEDED(true),
  SIGNALING_BLOCKED(true),
  SIGNALING_SILENT(true),
  PEER_GONE(false),
  PEER_SILENT(false),
  TURN_REFUSED(true),
  TURN_FULL(true),
  TURN_UNREACHABLE(true),
  RELAY_FAILED(true),
  STUN_UNREACHABLE(true),
  UDP_BLOCKED(true),
  ONLY_MDNS(true),
  NO_OWN_CANDIDATES(true),
  NO_REMOTE_CANDIDATES(true),
  NO_PATH(true),
  DTLS_FAILED(true),
  SLOW_LINE(true),
  PACKET_LOSS(true),
  NO_MEDIA(true),
  NO_PICTURE(false),
  NO_SOUND(false),
  NOT_DECODED(false);

  private static final Map<String, Cause> BY_WIRE =
      Arrays.stream(values()).collect(Collectors.toMap(Cause::wire, Function.identity()));

  private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');
  private final boolean administrators;

  Cause(boolean administrators) {
    this.administrators = administrators;
  }

  /**
   * @param wire a code of the list, or anything else
   * @throws InvalidMember if it is anything else
   */
  static Cause of(String wire) {
    Cause cause = wire == null ? null : BY_WIRE.get(wire);
    if (cause == null) {
      throw new InvalidMember("The member 'cause' is missing or not in the list.");
    }
    return cause;
  }

  /** The code as it stands on the wire, such as {@code udp-blocked}. */
  public String wire() {
    return wire;
  }

  /** Whether servers or the network are to be mended, and not somebody's own device. */
  public boolean isForAdministrators() {
    return administrators;
  }
}
