package dev.noom.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.wire.Answer;
import dev.noom.wire.Handshake;
import dev.noom.wire.Request;
import dev.noom.wire.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page and its files: what is not for everybody, and what a browser must be told. */
@Tag("attack")
class HttpAttackIT {
  private static final Pattern VERSION = Pattern.compile("assets/([0-9a-f]+)/js/main\\.js");

  /** What is in the WAR and the server, and is nobody's business outside. */
  private static final Pattern SECRETS =
      Pattern.compile(
          "\\{\\{version|<beans|<web-app|payara-web-app|Manifest-Version|\u00ca\u00fe\u00ba\u00be|root:|"
              + "ComponentProvider|dev\\.noom");

  /** What tells an attacker which holes to try. */
  private static final Pattern TELLTALES =
      Pattern.compile(
          "payara|glassfish|grizzly|tyrus|wildfly|undertow|jboss|exception|\\bat [a-z]+\\.[a-z.]+\\(|stack ?trace"
              + "|jdk|java/1",
          Pattern.CASE_INSENSITIVE);

  @RegisterExtension final Siege siege = new Siege();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WEB-INF/index.html",
        "WEB-INF/",
        "WEB-INF",
        "web-inf/web.xml",
        "WEB-INF/web.xml",
        "WEB-INF/beans.xml",
        "WEB-INF/payara-web.xml",
        "WEB-INF/classes/dev/noom/config/NoomConfig.class",
        "META-INF/MANIFEST.MF",
        "META-INF/maven/dev.noom/noom/pom.xml",
        "%57EB-INF/web.xml",
        "%2557EB-INF/web.xml",
        "/WEB-INF/web.xml",
        "./WEB-INF/web.xml",
        "WEB-INF;a=b/web.xml",
        "room/../WEB-INF/web.xml",
        "room/..%2fWEB-INF/web.xml",
        "room/%2e%2e/WEB-INF/web.xml",
        "room/..;/WEB-INF/web.xml",
        "room/..\\WEB-INF\\web.xml",
        "room/..%5cWEB-INF%5cweb.xml",
        "room/%c0%ae%c0%ae/WEB-INF/web.xml",
        "assets/VERSION/WEB-INF/web.xml",
        "assets/VERSION/../WEB-INF/web.xml",
        "assets/VERSION/js/../../WEB-INF/web.xml",
        "assets/VERSION/js/..%2f..%2fWEB-INF/web.xml",
        "assets/VERSION/js/%2e%2e/%2e%2e/WEB-INF/web.xml",
        "assets/VERSION/js/%252e%252e/WEB-INF/web.xml",
        "assets/VERSION/js/..;/..;/WEB-INF/web.xml",
        "assets/VERSION/js/....//....//WEB-INF/web.xml",
        "assets/VERSION//etc/passwd",
        "assets/VERSION/js/main.js%00.css",
        "assets/VERSION/js/main.js/../../../WEB-INF/web.xml",
        "assets/../WEB-INF/web.xml",
        "assets/VERSION/js/",
        "assets/VERSION/js",
        "../../../../etc/passwd",
        "..%2f..%2f..%2f..%2fetc%2fpasswd",
        "file:///etc/passwd",
        "js/main.js",
        "css/",
        ".git/config",
        "room/%zz",
        "room/%00",
        "room/a%0d%0aX-Injected:%20yes"
      })
  void nothing_but_the_page_and_its_files_is_served(String path) throws IOException {
    String raw = siege.target().path(path.replace("VERSION", version()));
    Answer answer = Request.of(siege.target()).path(raw).answer();
    assertFalse(SECRETS.matcher(answer.text()).find(), answer.toString());
    assertFalse(answer.header("X-Injected").isPresent(), answer.toString());
    if (answer.status() == 200) {
      boolean isPageOrNothing = answer.body().length == 0 || answer.text().contains("<title>Noom");
      assertTrue(isPageOrNothing, answer.toString());
    }
    tellsNothing(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "metrics",
        "metrics/base",
        "metrics?scope=vendor",
        "openapi",
        "openapi/",
        "asadmin",
        "management/domain",
        "monitoring/domain",
        "console",
        "actuator/env",
        "server-status",
        "jolokia",
        "api-docs"
      })
  void the_container_shows_nothing_of_itself(String path) {
    // At the root, wherever Noom is.
    Answer answer = Request.of(siege.target()).path("/" + path).answer();
    assertTrue(answer.status() >= 300, answer.toString());
    tellsNothing(answer);
    Answer health = Request.of(siege.target()).path("/health").answer();
    // Up or down is all that a load balancer needs to know.
    assertTrue(health.body().length < 200, health.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TRACE",
        "TRACK",
        "PUT",
        "DELETE",
        "PATCH",
        "POST",
        "CONNECT",
        "PROPFIND",
        "MOVE",
        "FOO",
        "get"
      })
  void no_method_changes_or_reflects_anything(String method) throws IOException {
    for (String path : List.of("", "assets/" + version() + "/js/main.js", "room/x", "signal/x")) {
      Answer answer =
          Request.of(siege.target())
              .method(method)
              .path(siege.target().path(path))
              .header("X-Secret", "reflected?")
              .body("")
              .answer();
      assertTrue(answer.status() >= 400, method + " " + path + "\n" + answer);
      assertFalse(answer.text().contains("reflected?"), answer.toString());
      tellsNothing(answer);
    }
  }

  @Test
  void options_offer_reading_only_and_no_foreign_page_may_read() {
    Answer answer =
        Request.of(siege.target())
            .method("OPTIONS")
            .header("Origin", "https://evil.example")
            .header("Access-Control-Request-Method", "GET")
            .answer();
    assertFalse(
        answer.header("Allow").orElse("").matches(".*\\b(PUT|DELETE|POST|TRACE|PATCH)\\b.*"),
        answer.toString());
    Answer page = Request.of(siege.target()).header("Origin", "https://evil.example").answer();
    for (Answer each : List.of(answer, page)) {
      assertFalse(each.header("Access-Control-Allow-Origin").isPresent(), each.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "room/x", "nowhere", "a/b/c", "signal/x", "error", "room/x;a=b", "metrics"})
  void every_answer_limits_what_a_page_may_do(String path) throws IOException {
    Answer answer =
        Request.of(siege.target())
            .path(siege.target().path(path.replace("VERSION", version())))
            .answer();
    isLimited(answer);
  }

  /** Some containers refuse these before any filter, without our headers; then in bare words. */
  @ParameterizedTest
  @ValueSource(strings = {"WEB-INF/web.xml", "META-INF/", "WEB-INF/%3Cscript%3E"})
  void what_is_refused_by_the_container_has_nothing_to_limit(String path) {
    Answer answer = Request.of(siege.target()).path(siege.target().path(path)).answer();
    if (answer.header("Content-Security-Policy").isPresent()) {
      isLimited(answer);
    } else {
      assertEquals(404, answer.status(), answer.toString());
      assertTrue(answer.body().length < 100, answer.toString());
      assertFalse(answer.text().toLowerCase(Locale.ROOT).contains("script"), answer.toString());
      tellsNothing(answer);
    }
  }

  /** What is no page has no powers to be limited, even if somebody opens it as one. */
  @ParameterizedTest
  @ValueSource(
      strings = {"assets/VERSION/js/main.js", "assets/VERSION/img/noom.svg", "assets/x/none.js"})
  void a_file_of_a_page_may_do_nothing_at_all(String path) throws IOException {
    Answer answer =
        Request.of(siege.target())
            .path(siege.target().path(path.replace("VERSION", version())))
            .answer();
    String policy = answer.header("Content-Security-Policy").orElse("(none)");
    assertEquals("default-src 'none'; frame-ancestors 'none'", policy);
    assertEquals("nosniff", answer.header("X-Content-Type-Options").orElse("(none)"));
    assertEquals("same-origin", answer.header("Cross-Origin-Resource-Policy").orElse("(none)"));
    tellsNothing(answer);
  }

  @Test
  void a_refused_handshake_and_a_wrong_method_are_limited_too() {
    isLimited(Handshake.with(siege.target()).from("https://evil.example").answer());
    isLimited(Request.of(siege.target()).method("PUT").body("x").answer());
  }

  private static void isLimited(Answer answer) {
    String policy = answer.header("Content-Security-Policy").orElse("(none)");
    for (String rule :
        List.of(
            "default-src 'none'",
            "script-src 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'")) {
      assertTrue(policy.contains(rule), answer.toString());
    }
    assertFalse(policy.contains("unsafe") || policy.contains("*"), policy);
    assertEquals("nosniff", answer.header("X-Content-Type-Options").orElse("(none)"));
    assertEquals("no-referrer", answer.header("Referrer-Policy").orElse("(none)"));
    assertEquals("same-origin", answer.header("Cross-Origin-Opener-Policy").orElse("(none)"));
    assertTrue(answer.header("Permissions-Policy").orElse("").contains("camera=(self)"));
    assertFalse(answer.header("Set-Cookie").isPresent(), "nothing here needs a cookie");
    tellsNothing(answer);
  }

  private static void tellsNothing(Answer answer) {
    for (String line : answer.head().subList(1, answer.head().size())) {
      assertFalse(
          line.toLowerCase(Locale.ROOT).startsWith("x-powered-by:")
              || TELLTALES.matcher(line).find(),
          answer.toString());
    }
    boolean isAsset = answer.header("Cache-Control").orElse("").contains("immutable");
    assertTrue(isAsset || !TELLTALES.matcher(answer.text()).find(), answer.toString());
  }

  /** A cache between us and the browsers must not keep what somebody else has made of it. */
  @Test
  void the_host_header_is_written_nowhere() {
    for (String path : List.of("", "room/x", "nowhere", "WEB-INF/web.xml", "signal/x")) {
      for (String forged : List.of("Host", "X-Forwarded-Host", "X-Original-URL", "X-Rewrite-URL")) {
        Request request = Request.of(siege.target()).path(siege.target().path(path));
        Answer answer =
            (forged.equals("Host")
                    ? request.host("evil.example")
                    : request.header(forged, "evil.example"))
                .answer();
        assertFalse(answer.toString().contains("evil.example"), answer.toString());
      }
    }
  }

  /** Payara answers 200 and nothing, and what it refuses has none of our headers. */
  @ParameterizedTest
  @ValueSource(strings = {"%zz", "%", "room/%E0%A4%A", "room/%ff", "room/%00", "room/a%5cb"})
  @Tag("remedy")
  void an_address_that_cannot_be_decoded_is_refused_with_a_sentence(String path) {
    Answer answer = Request.of(siege.target()).path(siege.target().path(path)).answer();
    boolean isPayara = siege.log().orElse("").contains("Payara");
    assertTrue(answer.status() >= 400 || !isPayara, answer.toString());
    if (isPayara) {
      assertTrue(answer.text().contains("cannot read this address"), answer.toString());
      assertEquals("nosniff", answer.header("X-Content-Type-Options").orElse("(none)"));
      assertTrue(answer.header("Content-Security-Policy").isPresent(), answer.toString());
    }
    tellsNothing(answer);
  }

  /** A folder of the WAR is no reason to name a host. */
  @ParameterizedTest
  @ValueSource(strings = {"js", "css", "i18n", "img", "META-INF/maven", "WEB-INF;x/y", "WEB-INF"})
  void no_folder_is_redirected_to_a_host_that_the_request_has_named(String path) {
    Answer answer =
        Request.of(siege.target()).path(siege.target().path(path)).host("evil.example").answer();
    assertFalse(answer.toString().contains("evil.example"), answer.toString());
    assertFalse(answer.header("Location").orElse("./").contains("//"), answer.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example/x",
        "/\\evil.example/x",
        "//evil.example/%2f..",
        "/https://evil.example"
      })
  void nobody_is_sent_away_to_another_place(String path) {
    Answer answer = Request.of(siege.target()).path(path).answer();
    String location = answer.header("Location").orElse("./");
    assertTrue(location.startsWith("./") || location.startsWith("../"), answer.toString());
  }

  @Test
  void the_page_is_not_kept_by_caches_and_errors_are_not_kept_at_all() throws IOException {
    Answer page = Request.of(siege.target()).answer();
    assertEquals("no-cache", page.header("Cache-Control").orElse("(none)"));
    Answer asset =
        Request.of(siege.target())
            .path(siege.target().path("assets/" + version() + "/js/none.js"))
            .answer();
    assertFalse(asset.header("Cache-Control").orElse("").contains("immutable"));
    Answer old =
        Request.of(siege.target()).path(siege.target().path("assets/0/js/main.js")).answer();
    assertEquals("no-store", old.header("Cache-Control").orElse("(none)"));
  }

  /**
   * RFC 9112, section 6.1: a client that frames a message in two ways wants two servers to read it
   * differently. What stands in the body must never be answered as a request of its own.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 6\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 6",
        "Content-Length: 6\r\nContent-Length: 0",
        "Content-Length: +6",
        "Content-Length: 0x6",
        "Content-Length: 6, 0",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding : chunked",
        "Transfer-Encoding: identity, chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity"
      })
  void a_body_is_not_a_second_request(String framing) throws IOException {
    String body = "0\r\n\r\nG";
    try (Wire wire = siege.target().connect()) {
      wire.send(
          ("POST " + siege.target().path("") + " HTTP/1.1\r\nHost: " + siege.target().authority())
              + ("\r\n" + framing + "\r\n\r\n" + body));
      wire.send(
          ("ET " + siege.target().path("smuggled") + " HTTP/1.1\r\nHost: ")
              + (siege.target().authority() + "\r\nConnection: close\r\n\r\n"));
      StringBuilder all = new StringBuilder();
      try {
        for (int next = wire.in().read(); next >= 0; next = wire.in().read()) {
          all.append((char) next);
        }
      } catch (SocketException | EOFException reset) {
        // It has hung up on such a message, which is best.
      }
      assertFalse(all.indexOf("Location: ") >= 0 && all.indexOf("HTTP/1.1 2") >= 0, all.toString());
      assertFalse(all.toString().contains("Location: "), all.toString());
    }
  }

  private String version() throws IOException {
    Matcher matcher = VERSION.matcher(Request.of(siege.target()).answer().text());
    assertTrue(matcher.find());
    return matcher.group(1);
  }
}
