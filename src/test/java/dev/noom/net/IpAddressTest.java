package dev.noom.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.7, 10.0.0.7",
    "255.255.255.255, 255.255.255.255",
    "::1, 0:0:0:0:0:0:0:1",
    "0:0:0:0:0:0:0:1, 0:0:0:0:0:0:0:1",
    "2001:DB8::A, 2001:db8:0:0:0:0:0:a",
    "fe80::1%eth0, fe80:0:0:0:0:0:0:1",
    "fe80::1%3, fe80:0:0:0:0:0:0:1",
    "::ffff:10.0.0.7, 10.0.0.7",
    "::ffff:a00:7, 10.0.0.7"
  })
  void an_address_has_one_spelling(String text, String spelling) {
    assertEquals(spelling, IpAddress.of(text).orElseThrow().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "noom.example",
        "10",
        "10.1",
        "10.0.0",
        "10.0.0.256",
        "10.0.0.07",
        "010.0.0.7",
        "10.0.0.7.8",
        "10.0.0.7 ",
        "0x7f.0.0.1",
        "2130706433",
        ":",
        ":::",
        "1::2::3",
        ".::1",
        "::g",
        "::1]",
        "[::1]",
        "::1:10.0.0.256",
        "cafe.example:80",
        "a:b",
        "1:2:3:4:5:6:7:8:9",
        "%eth0",
        "١٠.0.0.1"
      })
  void nothing_else_is_one_and_nobody_is_asked(String text) {
    // A question to the DNS would take seconds where there is none.
    assertEquals(
        Optional.empty(),
        assertTimeoutPreemptively(Duration.ofMillis(500), () -> IpAddress.of(text)));
  }

  @Test
  void whoever_has_an_address_of_ipv6_has_all_of_its_network() {
    assertEquals(holder("2001:db8:1:2::1"), holder("2001:db8:1:2:ffff:ffff:ffff:ffff"));
    assertNotEquals(holder("2001:db8:1:2::1"), holder("2001:db8:1:3::1"));
    assertNotEquals(holder("10.0.0.1"), holder("10.0.0.2"));
    assertEquals("2001:db8:1:2:0:0:0:0", holder("2001:db8:1:2:3:4:5:6").toString());
  }

  @Test
  void a_hash_is_the_same_for_the_same_key_and_spread_for_others() {
    IpAddress address = address("10.0.0.7");
    assertEquals(address.hash(42), address("10.0.0.7").hash(42));
    long different = IntStream.range(0, 1_000).map(address::hash).distinct().count();
    assertEquals(1_000, different, 2);
    long places =
        IntStream.range(0, 1_000)
            .map(i -> Math.floorMod(address("10.0." + i / 250 + "." + i % 250).hash(7), 1 << 14))
            .distinct()
            .count();
    // 1,000 balls in 16,384 urns hit 970 of them.
    assertEquals(970, places, 25);
  }

  private static IpAddress holder(String text) {
    return address(text).holder();
  }

  private static IpAddress address(String text) {
    return IpAddress.of(text).orElseThrow();
  }
}
