package dev.noom.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.net.WebOrigin;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsTest {
  private static final AllowedOrigins OWN_ONLY = AllowedOrigins.of(List.of());

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080, http, localhost:8080",
    "https://noom.example, https, noom.example",
    "https://noom.example:443, https, noom.example",
    "https://noom.example, https, noom.example:443",
    "http://noom.example:80, http, noom.example",
    "https://NOOM.Example, https, noom.example",
    "HTTPS://noom.example, https, Noom.EXAMPLE",
    "https://noom.example:8443, https, noom.example:8443",
    "https://xn--bcher-kva.example, https, xn--bcher-kva.example",
    "http://my_host:8080, http, my_host:8080",
    "http://10.0.0.7:8080, http, 10.0.0.7:8080",
    "http://[::1]:8080, http, [::1]:8080",
    "http://[::1]:8080, http, [0:0:0:0:0:0:0:1]:8080",
    "https://[2001:db8::a], https, [2001:DB8:0::A]:443"
  })
  void the_page_of_this_very_address_may(String origin, String scheme, String host) {
    assertTrue(OWN_ONLY.allowed(List.of(origin), WebOrigin.of(scheme, host).stream()).isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "NULL",
        "*",
        "https://evil.example",
        "https://noom.example.evil.example",
        "https://evilnoom.example",
        "https://evil.noom.example",
        "https://noom.exampl",
        "https://noom.example.",
        "http://noom.example",
        "wss://noom.example",
        "file://noom.example",
        "chrome-extension://noom.example",
        "https://noom.example:8443",
        "https://noom.example:80",
        "https://noom.example:0443x",
        "https://noom.example:",
        "https://noom.example:-443",
        "https://noom.example:65979",
        "https://noom.example/",
        "https://noom.example/x",
        "https://noom.example?x",
        "https://noom.example#x",
        "https://user@noom.example",
        "https://noom.example@evil.example",
        "https://evil.example#@noom.example",
        "https://evil.example\\noom.example",
        "https://noom.example https://evil.example",
        "https://noom.example, https://noom.example",
        "https://noom.example\r\n",
        "https://noom%2eexample",
        "https://nооm.example",
        "https:noom.example",
        "https:/noom.example",
        "https:///noom.example",
        "//noom.example",
        "noom.example",
        "https://[noom.example]",
        "https://[::1"
      })
  void no_other_page_may(String origin) {
    assertFalse(
        OWN_ONLY
            .allowed(List.of(origin), WebOrigin.of("https", "noom.example").stream())
            .isPresent());
  }

  @Test
  void none_and_several_are_refused_even_if_they_are_the_same() {
    Optional<WebOrigin> own = WebOrigin.of("https", "noom.example");
    assertFalse(OWN_ONLY.allowed(List.of(), own.stream()).isPresent());
    assertFalse(
        OWN_ONLY
            .allowed(List.of("https://noom.example", "https://noom.example"), own.stream())
            .isPresent());
    assertFalse(
        OWN_ONLY
            .allowed(List.of("https://noom.example", "https://evil.example"), own.stream())
            .isPresent());
  }

  @Test
  void where_our_own_address_is_unknown_only_the_named_may() {
    AllowedOrigins named = AllowedOrigins.of(List.of("https://noom.example"));
    for (String host : List.of("", "evil example", "a/b", "noom.example:x", "noom.example:0")) {
      Optional<WebOrigin> own = WebOrigin.of("https", host);
      assertEquals(Optional.empty(), own);
      assertFalse(named.allowed(List.of("https://evil.example"), own.stream()).isPresent());
      assertFalse(named.allowed(List.of("null"), own.stream()).isPresent());
      assertTrue(named.allowed(List.of("https://noom.example"), own.stream()).isPresent());
    }
  }

  @Test
  void the_named_may_beside_the_own_and_are_compared_whole() {
    AllowedOrigins named =
        AllowedOrigins.of(List.of("https://Portal.example:443", "http://10.0.0.7:8080"));
    Optional<WebOrigin> own = WebOrigin.of("https", "noom.example");
    for (String origin :
        List.of("https://portal.example", "http://10.0.0.7:8080", "https://noom.example")) {
      assertTrue(named.allowed(List.of(origin), own.stream()).isPresent(), origin);
    }
    for (String origin :
        List.of("http://portal.example", "https://a.portal.example", "http://10.0.0.7")) {
      assertFalse(named.allowed(List.of(origin), own.stream()).isPresent(), origin);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "https://*.example", "noom.example", "null", "https://a.example/"})
  void what_is_no_origin_cannot_be_named(String text) {
    List<String> named = List.of("https://noom.example", text);
    Exception e = assertThrows(IllegalArgumentException.class, () -> AllowedOrigins.of(named));
    assertTrue(e.getMessage().contains("noom.origins: '" + text + "'"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "https://noom.example:443, https://noom.example",
    "http://[0:0::1]:80, http://[0:0:0:0:0:0:0:1]",
    "http://A:8080, http://a:8080"
  })
  void an_origin_is_written_as_a_browser_does(String text, String written) {
    assertEquals(written, WebOrigin.of(text).orElseThrow().toString());
  }
}
