package dev.noom.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.0.0.0/8, 9.255.255.255, false",
    "192.168.4.0/22, 192.168.7.255, true",
    "192.168.4.0/22, 192.168.8.0, false",
    "10.0.0.7, 10.0.0.7, true",
    "10.0.0.7/32, 10.0.0.7, true",
    "10.0.0.7, 10.0.0.6, false",
    "10.0.0.6/31, 10.0.0.7, true",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, ::1, false",
    "::/0, 10.0.0.7, false",
    "::1, 0:0:0:0:0:0:0:1, true",
    "fd00::/8, fdff::1, true",
    "fd00::/8, fe00::1, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "10.0.0.0/8, ::ffff:10.1.2.3, true"
  })
  void a_network_contains_what_begins_like_it(String network, String address, boolean contains) {
    assertEquals(contains, Cidr.of(network).contains(IpAddress.of(address).orElseThrow()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/8",
        "10.0.0.0/ 8", "10.0.0.1/8", "proxy.example", "proxy.example/32", "::/129", "*", "10.*",
        "10.0.0.0/4294967304"
      })
  void a_slip_is_told_and_not_guessed_at(String text) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> Cidr.of(text));
    assertTrue(e.getMessage().startsWith("'" + text + "' is no"), e.getMessage());
  }
}
