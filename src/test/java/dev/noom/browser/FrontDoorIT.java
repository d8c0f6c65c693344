package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

  @RegisterExtension final Stage stage = new Stage();

  @Test
  void the_own_page_gets_one_by_whatever_name_the_server_is_reached() throws IOException {
    int port = stage.noom().port();
    for (String host : List.of("localhost:" + port, "127.0.0.1:" + port, "noom.example")) {
      assertEquals(101, Knock.at(port).askingFor(host).fromOwnPage().status(), host);
    }
    assertEquals(101, Knock.at(port).from("HTTP://LOCALHOST:" + port).status());
    assertEquals(
        101, Knock.at(port).askingFor("noom.example").from("http://noom.example:80").status());
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
  void another_page_gets_403(String origin) throws IOException {
    int port = stage.noom().port();
    try (Knock.Answer answer = Knock.at(port).from(origin.replace("PORT", "" + port)).answer()) {
      assertEquals(403, answer.status());
      assertEquals("nosniff", answer.header("X-Content-Type-Options").orElse("(none)"));
      assertEquals("no-store", answer.header("Cache-Control").orElse("(none)"));
    }
  }

  @Test
  void nobody_in_particular_and_several_at_once_get_403() throws IOException {
    int port = stage.noom().port();
    assertEquals(403, Knock.at(port).status());
    assertEquals(403, Knock.at(port).fromOwnPage().from("https://evil.example").status());
    assertEquals(403, Knock.at(port).from("https://evil.example").fromOwnPage().status());
    assertEquals(403, Knock.at(port).fromOwnPage().fromOwnPage().status());
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
  void no_spelling_of_the_path_leads_around_the_door(String path) throws IOException {
    int port = stage.noom().port();
    assertNotEquals(101, Knock.at(port).on(path).from("https://evil.example").status());
    assertNotEquals(101, Knock.at(port).on(path).status());
  }

  @Test
  void a_refusal_is_logged_once_and_names_the_keys() throws IOException {
    NoomServer noom = stage.noom();
    String origin = "https://once.example";
    for (int i = 0; i < 5; i++) {
      assertEquals(403, Knock.at(noom.port()).from(origin).status());
    }
    assertEquals(403, Knock.at(noom.port()).from("https://then.example").status());
    noom.awaitLog("https://then.example");
    List<String> lines = noom.log().lines().filter(line -> line.contains(origin)).toList();
    assertEquals(1, lines.size(), lines.toString());
    assertTrue(lines.get(0).contains("here at http://localhost:" + noom.port()), lines.get(0));
    assertTrue(lines.get(0).contains("noom.origins") && lines.get(0).contains("noom.proxies"));
  }

  @Test
  void a_proxy_on_this_machine_says_where_the_browser_sees_us() throws IOException {
    int port = stage.noom().port();
    Knock plain = Knock.at(port).from("https://noom.example");
    assertEquals(403, plain.status());
    assertEquals(
        101,
        plain
            .saying("X-Forwarded-Proto", "https")
            .saying("X-Forwarded-Host", "noom.example")
            .status());
    assertEquals(
        101,
        Knock.at(port)
            .from("https://noom.example:8443")
            .saying("Forwarded", "for=10.0.0.7;proto=https;host=\"noom.example:8443\"")
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
  void whoever_only_asks_has_the_same_answer() throws IOException {
    int port = stage.noom().port();
    assertEquals(204, Knock.at(port).fromOwnPage().asking().status());
    assertEquals(403, Knock.at(port).from("https://evil.example").asking().status());
    assertEquals(403, Knock.at(port).asking().status());
    Person ada = stage.person("Ada").opens("");
    assertEquals(
        204, ada.asks("fetch('signal/standup', { method: 'POST' }).then(({ status }) => status)"));
  }

  @Test
  void an_origin_that_the_administrator_names_gets_one() throws IOException {
    int port = stage.noom(STRICT).port();
    Knock knock = Knock.at(port).saying("X-Forwarded-For", "10.1.0.1");
    assertEquals(101, knock.from("https://portal.example").status());
    assertEquals(
        403,
        Knock.at(port)
            .saying("X-Forwarded-For", "10.1.0.1")
            .from("http://portal.example")
            .status());
  }

  @Test
  void an_address_has_so_many_connections_at_once_and_others_are_not_concerned()
      throws IOException {
    int port = stage.noom(STRICT).port();
    List<Knock.Answer> open = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      open.add(Knock.at(port).fromOwnPage().saying("X-Forwarded-For", "10.2.0.1").answer());
      assertEquals(101, open.get(i).status());
    }
    // A connection counts when it is open, a moment after its handshake was answered.
    Knock more = Knock.at(port).fromOwnPage().saying("X-Forwarded-For", "10.2.0.1");
    Patience.until("all places are taken", () -> more.status() == 429);
    try (Knock.Answer one = more.answer()) {
      assertEquals(429, one.status());
      assertTrue(Integer.parseInt(one.header("Retry-After").orElseThrow()) > 0);
    }
    assertEquals(101, Knock.at(port).fromOwnPage().saying("X-Forwarded-For", "10.2.0.2").status());
    open.remove(0).close();
    Patience.until("a place is free again", () -> more.status() == 101);
    for (Knock.Answer each : open) {
      each.close();
    }
  }

  @Test
  void an_address_begins_so_many_in_a_minute() throws IOException {
    NoomServer noom = stage.noom(STRICT);
    // One after the other: what is counted here is how many begin.
    for (int i = 0; i < 20; i++) {
      Knock knock = Knock.at(noom.port()).fromOwnPage().saying("X-Forwarded-For", "10.3.0.1");
      try (Knock.Answer answer = knock.answer()) {
        assertEquals(101, answer.status(), "handshake " + i);
        answer.hangsUp();
      }
    }
    try (Knock.Answer one =
        Knock.at(noom.port()).fromOwnPage().saying("X-Forwarded-For", "10.3.0.1").answer()) {
      assertEquals(429, one.status());
      int wait = Integer.parseInt(one.header("Retry-After").orElseThrow());
      assertTrue(wait >= 1 && wait <= 4, "" + wait);
    }
    noom.awaitLog("noom.address.handshakes");
  }
}
