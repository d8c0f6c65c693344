package dev.noom.ice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageHostTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "noom.example.org",
        "noom.example.org.",
        "localhost",
        "Build_Server-7",
        "192.0.2.1",
        "[2001:db8::1]",
        "[::1]",
        "[64:ff9b::192.0.2.1]"
      })
  void a_host_becomes_an_url(String host) {
    assertEquals(
        Optional.of("stun:" + host + ":3478"), PageHost.of(host).map(h -> h.stunUrl(3478)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "LocalHost.", "a.localhost", "127.0.0.1", "127.9.9.9", "[::1]"})
  void this_very_machine_is_recognized(String host) {
    assertTrue(PageHost.of(host).orElseThrow().isLoopback());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"notlocalhost", "localhost.example.org", "127.example", "10.0.0.1", "[::2]"})
  void another_one_is_not(String host) {
    assertFalse(PageHost.of(host).orElseThrow().isLoopback());
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        ":8080",
        "a:80",
        "a b",
        "a,b",
        "a?transport=tcp",
        "a/b",
        "a@b",
        "a:b",
        "a..b",
        ".a",
        "2001:db8::1",
        "[2001:db8::1",
        "[]",
        "[::1%eth0]",
        "[v1.a]",
        "a\nb",
        "\u00e9t\u00e9",
        "a%20b",
        "\"a\""
      })
  void anything_else_is_no_host(String header) {
    assertTrue(PageHost.of(header).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 5_000})
  void a_name_that_dns_does_not_know_is_no_host(int length) {
    assertTrue(PageHost.of("x".repeat(length)).isEmpty());
    assertTrue(PageHost.of("x.".repeat(length * 2) + "x").isEmpty());
  }
}
