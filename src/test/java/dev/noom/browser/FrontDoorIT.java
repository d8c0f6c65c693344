package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.wire.Address;
import dev.noom.wire.Answer;
import dev.noom.wire.Client;
import dev.noom.wire.Handshake;
import dev.noom.wire.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets a WebSocket and who does not, before it is one. */
class FrontDoorIT {
  private static final List<String> STRICT =
      List.of(
          "-Dnoom.address.connections=3",
          "-Dnoom.address.handshakes=20",
          "-Dnoom.origins=https://portal.example");

  /** The end of a WebSocket, in order (RFC 6455, section 7.1.2). */
  private static final int CLOSE = 0x80 | Client.CLOSE;

  private static final byte[] NORMALLY = {3, (byte) 0xe8};

  @RegisterExtension final Stage stage = new Stage();

  @Test
  void the_own_page_gets_one_by_whatever_name_the_server_is_reached() {
    int port = stage.noom().port();
    for (String host : List.of("localhost:" + port, "127.0.0.1:" + port, "noom.example")) {
      assertEquals(101, knock().host(host).from("http://" + host).answer().status(), host);
    }
    assertEquals(101, knock().from("HTTP://LOCALHOST:" + port).answer().status());
    assertEquals(
        101, knock().host("noom.example").from("http://noom.example:80").answer().status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "https://evil.example",
        "http://localhost",
        "http://localhost:1",
        "https://localhost:PORT",
        "http://localhost.evil.example:PORT",
        "http://evil.localhost:PORT",
        "http://127.0.0.1:PORT",
        "http://localhost:PORT/",
        "http://localhost:PORT http://localhost:PORT",
        "http://localhost:PORT@evil.example"
      })
  void another_page_gets_403(String origin) {
    Answer answer = knock().from(origin.replace("PORT", "" + stage.noom().port())).answer();
    assertEquals(403, answer.status());
    assertEquals("nosniff", answer.header("X-Content-Type-Options").orElse("(none)"));
    assertEquals("no-store", answer.header("Cache-Control").orElse("(none)"));
  }

  @Test
  void nobody_in_particular_and_several_at_once_get_403() {
    String evil = "https://evil.example";
    String own = address(stage.noom()).origin();
    assertEquals(403, knock().from(null).answer().status());
    assertEquals(403, knock().from(own).header("Origin", evil).answer().status());
    assertEquals(403, knock().from(evil).header("Origin", own).answer().status());
    assertEquals(403, knock().from(own).header("Origin", own).answer().status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//signal/standup",
        "/./signal/standup",
        "/room/../signal/standup",
        "/signal;a=b/standup",
        "/signal/standup;a=b",
        "/%73ignal/standup",
        "/signal%2fstandup",
        "/SIGNAL/standup",
        "/signal/standup?x",
        "/signal/standup/",
        "http://localhost/signal/standup"
      })
  void no_spelling_of_the_path_leads_around_the_door(String path) {
    assertNotEquals(101, knock().path(path).from("https://evil.example").answer().status());
    assertNotEquals(101, knock().path(path).from(null).answer().status());
  }

  @Test
  void a_refusal_is_logged_once_and_names_the_keys() {
    NoomServer noom = stage.noom();
    String origin = "https://once.example";
    for (int i = 0; i < 5; i++) {
      assertEquals(403, knock().from(origin).answer().status());
    }
    assertEquals(403, knock().from("https://then.example").answer().status());
    noom.awaitLog("https://then.example");
    List<String> lines = noom.log().lines().filter(line -> line.contains(origin)).toList();
    assertEquals(1, lines.size(), lines.toString());
    assertTrue(lines.get(0).contains("here at http://localhost:" + noom.port()), lines.get(0));
    assertTrue(lines.get(0).contains("noom.origins") && lines.get(0).contains("noom.proxies"));
  }

  @Test
  void a_proxy_on_this_machine_says_where_the_browser_sees_us() {
    Handshake plain = knock().from("https://noom.example");
    assertEquals(403, plain.answer().status());
    assertEquals(
        101,
        plain
            .header("X-Forwarded-Proto", "https")
            .header("X-Forwarded-Host", "noom.example")
            .answer()
            .status());
    assertEquals(
        101,
        knock()
            .from("https://noom.example:8443")
            .header("Forwarded", "for=10.0.0.7;proto=https;host=\"noom.example:8443\"")
            .answer()
            .status());
  }

  @Test
  void behind_a_proxy_that_hides_our_address_the_page_says_what_to_do() throws IOException {
    // It asks for 127.0.0.1 whatever the browser has asked for, and does not say so.
    try (PrefixProxy proxy = PrefixProxy.hidingTheHost(stage.noom().port(), "/team/")) {
      Person ada = stage.visitor("Ada").at(proxy.url()).comes();
      ada.complaints().expect("403");
      ada.opens("");
      ada.writes(stage.room());
      ada.presses("Enter");
      assertThat(ada.page().locator(".entry-error"))
          .hasText(
              Words.ENGLISH.get(
                  "notice.stranger", "origin", "http://localhost:" + proxy.url().getPort()));
      assertThat(ada.button("Enter")).isEnabled();
    }
  }

  @Test
  void whoever_only_asks_has_the_same_answer() {
    assertEquals(
        204, question().header("Origin", address(stage.noom()).origin()).answer().status());
    assertEquals(403, question().header("Origin", "https://evil.example").answer().status());
    assertEquals(403, question().answer().status());
    Person ada = stage.person("Ada").opens("");
    assertEquals(
        204, ada.asks("fetch('signal/standup', { method: 'POST' }).then(({ status }) => status)"));
  }

  @Test
  void an_origin_that_the_administrator_names_gets_one() {
    Handshake named = strictKnock("10.1.0.1").from("https://portal.example");
    assertEquals(101, named.answer().status());
    Handshake another = strictKnock("10.1.0.1").from("http://portal.example");
    assertEquals(403, another.answer().status());
  }

  @Test
  void an_address_has_so_many_connections_at_once_and_others_are_not_concerned() {
    List<Client> open = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      open.add(strictKnock("10.2.0.1").open());
    }
    // A connection counts when it is open, a moment after its handshake was answered.
    Handshake more = strictKnock("10.2.0.1");
    Patience.until("all places are taken", () -> more.answer().status() == 429);
    assertTrue(Integer.parseInt(more.answer().header("Retry-After").orElseThrow()) > 0);
    assertEquals(101, strictKnock("10.2.0.2").answer().status());
    open.remove(0).close();
    Patience.until("a place is free again", () -> more.answer().status() == 101);
    open.forEach(Client::close);
  }

  @Test
  void an_address_begins_so_many_in_a_minute() {
    // One after the other: what is counted here is how many begin.
    for (int i = 0; i < 20; i++) {
      try (Client client = strictKnock("10.3.0.1").open()) {
        client.frame(CLOSE, NORMALLY);
        assertEquals(1000, client.expectClose(), "handshake " + i);
      }
    }
    Answer answer = strictKnock("10.3.0.1").answer();
    assertEquals(429, answer.status());
    int wait = Integer.parseInt(answer.header("Retry-After").orElseThrow());
    assertTrue(wait >= 1 && wait <= 4, "" + wait);
    stage.noom(STRICT).awaitLog("noom.address.handshakes");
  }

  private Handshake knock() {
    return Handshake.with(address(stage.noom()));
  }

  /** At the server that is {@link #STRICT}, by a proxy. */
  private Handshake strictKnock(String client) {
    return Handshake.with(address(stage.noom(STRICT))).header("X-Forwarded-For", client);
  }

  /** Whether a handshake would be welcome. */
  private Request question() {
    return Request.of(address(stage.noom())).method("POST").path("/signal/standup").body("");
  }

  private static Address address(NoomServer noom) {
    return new Address(noom.url());
  }
}
