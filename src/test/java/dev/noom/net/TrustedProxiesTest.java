package dev.noom.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is believed about whom: 127.0.0.1 and 10.0.0.0/8 are the administrator's proxies. */
class TrustedProxiesTest {
  private static final String OUTSIDE = "203.0.113.9";
  private static final String ADA = "192.0.2.1";

  private static final int LISTENER = 8080;

  private final TrustedProxies proxies =
      new TrustedProxies(Stream.of("127.0.0.0/8", "10.0.0.0/8").map(Cidr::of).toList());
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  @Test
  void without_a_proxy_it_is_the_other_end_and_the_host_it_asks_for() {
    says("Host", "noom.example:8443");
    assertCame(ADA, "https://noom.example:8443", from(ADA, "https"));
  }

  @Test
  void nobody_else_is_believed() {
    says("Host", "noom.example");
    says("X-Forwarded-For", "192.0.2.77");
    says("X-Forwarded-Proto", "https");
    says("X-Forwarded-Host", "evil.example");
    says("X-Forwarded-Port", "1");
    assertCame(OUTSIDE, "http://noom.example", from(OUTSIDE, "http"));
    headers.clear();
    says("Host", "noom.example");
    says("Forwarded", "for=192.0.2.77;proto=https;host=evil.example");
    assertCame(OUTSIDE, "http://noom.example", from(OUTSIDE, "http"));
  }

  @Test
  void a_proxy_that_ends_tls_and_keeps_the_host() {
    says("Host", "noom.example");
    says("X-Forwarded-For", ADA);
    says("X-Forwarded-Proto", "https");
    assertCame(ADA, "https://noom.example", from("127.0.0.1", "http"));
  }

  @Test
  void a_proxy_that_changes_the_host_and_says_so() {
    says("Host", "127.0.0.1:8080");
    says("X-Forwarded-For", ADA);
    says("X-Forwarded-Proto", "https");
    says("X-Forwarded-Host", "noom.example");
    assertCame(ADA, "https://noom.example", from("127.0.0.1", "http"));
  }

  @Test
  void a_port_is_taken_where_the_host_has_none() {
    says("Host", "127.0.0.1:8080");
    says("X-Forwarded-Proto", "https");
    says("X-Forwarded-Host", "noom.example");
    says("X-Forwarded-Port", "8443");
    assertCame("127.0.0.1", "https://noom.example:8443", from("127.0.0.1", "http"));
    says("X-Forwarded-Host", "noom.example:444");
    assertCame("127.0.0.1", "https://noom.example:444", from("127.0.0.1", "http"));
    says("X-Forwarded-Host", "[2001:db8::a]");
    assertCame("127.0.0.1", "https://[2001:db8:0:0:0:0:0:a]:8443", from("127.0.0.1", "http"));
  }

  /** Where TLS ends before an ingress, the ingress names its own listener's port. */
  @ParameterizedTest
  @CsvSource({"https, 80", "wss, 80", "http, 443", "https, 8080", "http, 8080"})
  void a_port_that_may_be_a_listeners_is_believed_and_doubted(String scheme, String port) {
    String pages = scheme.replace("wss", "https");
    says("Host", "noom.example");
    says("X-Forwarded-For", ADA);
    says("X-Forwarded-Proto", scheme);
    says("X-Forwarded-Port", port);
    RequestOrigin arrival = from("127.0.0.1", "http");
    assertCame(ADA, pages + "://noom.example", arrival);
    assertEquals(
        List.of(pages + "://noom.example", pages + "://noom.example:" + port),
        arrival.addresses().map(WebOrigin::toString).toList());
  }

  @ParameterizedTest
  @CsvSource({"https, 443", "http, 80", "https, 8443", "https, 8081"})
  void any_other_port_is_the_only_one(String scheme, String port) {
    says("Host", "noom.example");
    says("X-Forwarded-Proto", scheme);
    says("X-Forwarded-Port", port);
    assertEquals(
        List.of(WebOrigin.of(scheme, "noom.example:" + port).orElseThrow()),
        from("127.0.0.1", "http").addresses().toList());
  }

  @Test
  void a_port_in_the_host_is_beyond_doubt() {
    says("Host", "noom.example:8080");
    says("X-Forwarded-Proto", "https");
    says("X-Forwarded-Port", "80");
    assertEquals(
        List.of(WebOrigin.of("https", "noom.example:8080").orElseThrow()),
        from("127.0.0.1", "http").addresses().toList());
  }

  /** Traefik says so of a handshake, and https of the page. */
  @ParameterizedTest
  @CsvSource({"wss, https", "WSS, https", "ws, http", "HTTPS, https", "'wss, ws', http"})
  void the_scheme_of_a_websocket_stands_for_that_of_its_page(String said, String page) {
    says("Host", "127.0.0.1:8080");
    says("X-Forwarded-For", ADA);
    says("X-Forwarded-Proto", said);
    says("X-Forwarded-Host", "noom.example");
    assertCame(ADA, page + "://noom.example", from("127.0.0.1", "http"));
    headers.clear();
    says("Host", "127.0.0.1:8080");
    says("Forwarded", "for=" + ADA + ";host=noom.example;proto=" + said.replaceAll(".*, ", ""));
    assertCame(ADA, page + "://noom.example", from("127.0.0.1", "http"));
  }

  /**
   * What proxies send by default or by their manuals' examples: nginx, HAProxy, Apache httpd,
   * Traefik, ingress-nginx, an AWS load balancer, Envoy, Caddy and BIG-IP.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: noom.example|X-Forwarded-For: 192.0.2.1|X-Forwarded-Proto: https",
        "Host: noom.example|X-Forwarded-For: 192.0.2.1|X-Forwarded-Proto: https|X-Forwarded-Host:"
            + " noom.example",
        "Host: 10.0.0.4:8080|X-Forwarded-For: 192.0.2.1|X-Forwarded-Proto: https|X-Forwarded-Host:"
            + " noom.example|X-Forwarded-Server: proxy.example",
        "Host: noom.example|X-Forwarded-For: 192.0.2.1|X-Forwarded-Proto: wss|X-Forwarded-Host:"
            + " noom.example|X-Forwarded-Port: 443|X-Forwarded-Server: traefik|X-Real-Ip:"
            + " 192.0.2.1",
        "Host: noom.example|X-Forwarded-For: 192.0.2.1|X-Forwarded-Proto: https|X-Forwarded-Host:"
            + " noom.example|X-Forwarded-Port: 80|X-Forwarded-Scheme: https|X-Scheme:"
            + " https|X-Real-IP: 192.0.2.1",
        "Host: noom.example|X-Forwarded-For: 192.0.2.1|X-Forwarded-Proto: https|X-Forwarded-Port:"
            + " 443|X-Amzn-Trace-Id: Root=1",
        "Host: noom.example|X-Forwarded-For: 192.0.2.1, 10.0.0.2|X-Forwarded-Proto: https,http"
            + "|X-Forwarded-Port: 443,80",
        "Host: noom.example|X-Forwarded-For: 192.0.2.1:4711|X-Forwarded-Proto: https"
            + "|X-Envoy-External-Address: 192.0.2.1",
        "Host: noom.example:443|Forwarded: for=192.0.2.1;proto=https",
        "Host: 10.0.0.4|Forwarded: for=\"192.0.2.1:4711\";proto=wss;host=\"noom.example:443\"",
        "Host: noom.example|X-Forwarded-For: 192.0.2.1|X-Forwarded-Proto: https"
            + "|Forwarded: for=192.0.2.1;proto=https;host=noom.example|X-Forwarded-Port: 80"
      })
  void every_usual_proxy_is_understood(String lines) {
    for (String line : lines.split("\\|")) {
      String[] parts = line.split(": ", 2);
      says(parts[0], parts[1]);
    }
    assertCame(ADA, "https://noom.example", from("10.0.0.3", "http"));
  }

  @Test
  void a_proxy_that_says_nothing_speaks_for_itself() {
    says("Host", "127.0.0.1:8080");
    assertCame("127.0.0.1", "http://127.0.0.1:8080", from("127.0.0.1", "http"));
  }

  @Test
  void of_a_list_only_what_our_own_proxies_have_written() {
    says("Host", "noom.example");
    // The client has invented two; our outer proxy has seen the client, our inner one has seen the
    // outer.
    says("X-Forwarded-For", "192.0.2.77, 10.9.9.9, " + ADA + ", 10.0.0.2");
    assertCame(ADA, "http://noom.example", from("10.0.0.3", "http"));
    says("X-Forwarded-For", "192.0.2.77", ADA);
    assertCame(ADA, "http://noom.example", from("10.0.0.3", "http"));
  }

  @Test
  void of_several_schemes_and_hosts_those_that_the_outermost_of_our_proxies_has_written() {
    says("Host", "10.0.0.4");
    says("X-Forwarded-For", OUTSIDE + ", " + ADA + ", 10.0.0.2");
    says("X-Forwarded-Proto", "http, https, http");
    says("X-Forwarded-Host", "evil.example, noom.example, 10.0.0.3");
    assertCame(ADA, "https://noom.example", from("10.0.0.3", "http"));
  }

  @Test
  void one_that_is_said_once_for_all_proxies_is_taken() {
    says("Host", "10.0.0.4");
    says("X-Forwarded-For", ADA + ", 10.0.0.2");
    says("X-Forwarded-Proto", "https");
    says("X-Forwarded-Host", "noom.example");
    assertCame(ADA, "https://noom.example", from("10.0.0.3", "http"));
  }

  @Test
  void whoever_is_all_proxies_is_the_first_of_them() {
    says("Host", "noom.example");
    says("X-Forwarded-For", "10.0.0.1, 10.0.0.2");
    assertCame("10.0.0.1", "http://noom.example", from("10.0.0.3", "http"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "_hidden", "ada.example", "10.0.0", ";", "''"})
  void whoever_hides_is_the_proxy_that_hides_them(String node) {
    says("Host", "noom.example");
    says("X-Forwarded-For", ADA + ", " + node);
    assertCame("10.0.0.3", "http://noom.example", from("10.0.0.3", "http"));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1:4711, 192.0.2.1",
    "2001:db8::1, 2001:db8:0:0:0:0:0:1",
    "[2001:db8::1], 2001:db8:0:0:0:0:0:1",
    "[2001:db8::1]:4711, 2001:db8:0:0:0:0:0:1"
  })
  void an_address_may_have_a_port_and_brackets(String node, String address) {
    says("Host", "noom.example");
    says("X-Forwarded-For", node);
    assertCame(address, "http://noom.example", from("10.0.0.3", "http"));
  }

  @Test
  void the_standard_header_says_all_in_one() {
    says("Host", "127.0.0.1:8080");
    says("Forwarded", "for=" + ADA + ";Proto=https;host=\"noom.example:8443\"");
    assertCame(ADA, "https://noom.example:8443", from("127.0.0.1", "http"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for=203.0.113.9;host=evil.example;proto=http,for=192.0.2.1;host=noom.example;proto=https,for=10.0.0.2",
        "for=\"a, b\" , FOR=\"192.0.2.1:4711\" ; proto=https ;host=noom.example, for=\"10.0.0.2\"",
        "for=192.0.2.1:4711;by=_us;ext=\"q\\\"\\\\\";proto=https;host=noom.example,for=10.0.0.2"
      })
  void of_the_standard_header_too_only_what_our_own_proxies_have_written(String forwarded) {
    says("Host", "10.0.0.4");
    says("Forwarded", forwarded);
    assertCame(ADA, "https://noom.example", from("10.0.0.3", "http"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "for",
        "for=",
        "for=192.0.2.1;",
        "for=192.0.2.1,",
        ",for=192.0.2.1",
        "for=192.0.2.1;for=192.0.2.2",
        "for=\"192.0.2.1",
        "for=192.0.2.1 proto=https",
        "for=192.0.2.1;proto=\"https\\"
      })
  void a_header_that_breaks_the_grammar_is_not_believed(String forwarded) {
    says("Host", "noom.example");
    says("Forwarded", forwarded);
    RequestOrigin arrival = from("10.0.0.3", "http");
    assertEquals("http://noom.example", arrival.own().orElseThrow().toString());
    assertEquals("10.0.0.3", arrival.client().toString());
  }

  @Test
  void two_kinds_of_headers_must_say_the_same_for_one_may_be_the_visitors_own() {
    says("Host", "noom.example");
    says("X-Forwarded-For", ADA);
    says("X-Forwarded-Proto", "https");
    says("Forwarded", "for=192.0.2.77;proto=https");
    assertCame("10.0.0.3", "http://noom.example", from("10.0.0.3", "http"));
    says("Forwarded", "for=" + ADA + ";proto=https");
    assertCame(ADA, "https://noom.example", from("10.0.0.3", "http"));
  }

  @Test
  void a_host_that_is_none_is_nobodys() {
    assertEquals(Optional.empty(), from(ADA, "http").own());
    says("Host", "a b");
    assertEquals(Optional.empty(), from(ADA, "http").own());
    says("Host", "noom.example");
    says("X-Forwarded-Proto", "gopher");
    assertEquals(Optional.empty(), from("10.0.0.3", "http").own());
  }

  @Test
  void an_end_without_an_address_is_not_believed() {
    says("Host", "noom.example");
    says("X-Forwarded-For", ADA);
    assertCame("0.0.0.0", "http://noom.example", from("", "http"));
  }

  private void says(String name, String... lines) {
    headers.put(name, List.of(lines));
  }

  private RequestOrigin from(String address, String scheme) {
    return proxies.arrival(
        address, scheme, LISTENER, name -> headers.getOrDefault(name, List.of()));
  }

  private static void assertCame(String client, String own, RequestOrigin arrival) {
    assertEquals(client, arrival.client().toString());
    assertEquals(own, arrival.own().map(WebOrigin::toString).orElse("(none)"));
  }
}
