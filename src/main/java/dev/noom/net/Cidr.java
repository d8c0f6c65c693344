package dev.noom.net;

import java.util.Optional;

/** A network, as an administrator writes it: {@code 10.0.0.0/8}, or one address. */
record Cidr(IpAddress network, int bits) {

  /**
   * @throws IllegalArgumentException for a name, for a length that the address does not have, and
   *     for bits after it: {@code 10.0.0.1/8} is a slip that would trust more, or less, than meant
   */
  static Cidr of(String text) {
    int slash = text.indexOf('/');
    Optional<IpAddress> address = IpAddress.of(slash < 0 ? text : text.substring(0, slash));
    if (address.isPresent()) {
      IpAddress network = address.get();
      int bits = slash < 0 ? network.length() : bits(text.substring(slash + 1));
      if (bits >= 0 && bits <= network.length() && network.equals(network.prefix(bits))) {
        return new Cidr(network, bits);
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no address and no network such as 10.0.0.0/8 or fd00::/8");
  }

  private static int bits(String text) {
    return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
  }

  boolean contains(IpAddress address) {
    return address.length() == network.length() && address.prefix(bits).equals(network);
  }
}
