package dev.noom.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address of IPv4 (4 bytes) or IPv6 (16), read without ever asking the DNS. An IPv4 address that
 * is written as one of IPv6 ({@code ::ffff:10.0.0.1}, RFC 4291, section 2.5.5.2) is the IPv4
 * address.
 */
public final class IpAddress {
  /**
   * What a site gets of IPv6, and what one computer in it chooses its addresses from (RFC 4291).
   */
  private static final int IPV6_NETWORK_BITS = 64;

  /** Four decimal numbers. A leading zero means octal to some programs: not an address to us. */
  private static final Pattern IPV4 =
      Pattern.compile(
          "(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})");

  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");

  private static final IpAddress LOOPBACK_IPV6 = of("::1").orElseThrow();

  private final byte[] bytes;

  private IpAddress(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads an address such as {@code 10.0.0.1}, {@code fe80::1} or {@code fe80::1%eth0}; empty for
   * anything else, such as a name.
   */
  public static Optional<IpAddress> of(String text) {
    Matcher ipv4 = IPV4.matcher(text);
    if (ipv4.matches()) {
      return fromNumbers(ipv4);
    }
    int zone = text.indexOf('%');
    String address = zone < 0 ? text : text.substring(0, zone);
    if (address.indexOf(':') < 0 || !IPV6.matcher(address).matches()) {
      return Optional.empty();
    }
    try {
      // In brackets it is read as an address and never looked up.
      return Optional.of(new IpAddress(InetAddress.getByName("[" + address + "]").getAddress()));
    } catch (UnknownHostException notAnAddress) {
      return Optional.empty();
    }
  }

  private static Optional<IpAddress> fromNumbers(Matcher ipv4) {
    byte[] bytes = new byte[4];
    for (int i = 0; i < 4; i++) {
      int number = Integer.parseInt(ipv4.group(i + 1));
      if (number > 255) {
        return Optional.empty();
      }
      bytes[i] = (byte) number;
    }
    return Optional.of(new IpAddress(bytes));
  }

  /** How many bits it has: 32 or 128. */
  int length() {
    return 8 * bytes.length;
  }

  /** With nothing but zeros after so many bits. */
  IpAddress prefix(int bits) {
    byte[] kept = bytes.clone();
    for (int i = 0; i < kept.length; i++) {
      int here = Math.max(0, Math.min(8, bits - 8 * i));
      kept[i] &= (byte) (0xff << 8 - here);
    }
    return new IpAddress(kept);
  }

  /** A client that can have this one can have all of these: itself, or its /64 of IPv6. */
  public IpAddress holder() {
    return length() == 32 ? this : prefix(IPV6_NETWORK_BITS);
  }

  /** A hash whose collisions are known only to who knows the key. */
  public int hash(int key) {
    int hash = key;
    for (byte each : bytes) {
      hash = (hash ^ each) * 0x9e3779b1;
      hash ^= hash >>> 15;
    }
    return hash;
  }

  /** Whether it is this very machine's (RFC 1122, section 3.2.1.3, and RFC 4291, section 2.5.3). */
  public boolean isLoopback() {
    return bytes.length == 4 ? bytes[0] == 127 : equals(LOOPBACK_IPV6);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpAddress address && Arrays.equals(bytes, address.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    try {
      return InetAddress.getByAddress(bytes).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes are an address.", e);
    }
  }
}
