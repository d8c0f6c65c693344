package dev.noom.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page and its files as HTTP sees them. */
class HttpIT {
  private static final Pattern VERSION = Pattern.compile("assets/([0-9a-f]+)/js/main\\.js");
  private static final Path MAIN = Path.of("src/main/webapp/js/main.js");

  @RegisterExtension final Stage stage = new Stage();

  /** As browsers speak without TLS; Payara answers a request for h2c without a Content-Type. */
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @ParameterizedTest
  @CsvSource({
    "GET, '', 200",
    "GET, room/standup, 200",
    "GET, about, 302",
    "GET, js, 302",
    "GET, css, 302",
    "GET, i18n, 302",
    "GET, META-INF/maven, 404",
    "GET, room/a/b, 404",
    "GET, WEB-INF/index.html, 404",
    "GET, META-INF/MANIFEST.MF, 404",
    "GET, error, 404",
    "GET, signal/standup, 302",
    "POST, '', 405",
    "POST, assets/none/js/none.js, 405",
    "DELETE, signal/standup, 405",
    "PROPFIND, '', 501"
  })
  void every_answer_limits_what_a_page_may_do(String method, String path, int status)
      throws Exception {
    HttpResponse<String> answer = send(method, path);
    assertEquals(status, answer.statusCode());
    assertFalse(answer.body().toLowerCase().contains("payara"), answer.body());
    String policy = header(answer, "Content-Security-Policy");
    for (String rule :
        Set.of("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")) {
      assertTrue(policy.contains(rule), policy);
    }
    assertFalse(policy.contains("unsafe"), policy);
    assertEquals("nosniff", header(answer, "X-Content-Type-Options"));
    assertEquals("no-referrer", header(answer, "Referrer-Policy"));
    assertTrue(header(answer, "Permissions-Policy").contains("camera=(self), microphone=(self)"));
    assertEquals("same-origin", header(answer, "Cross-Origin-Opener-Policy"));
    assertEquals("same-origin", header(answer, "Cross-Origin-Resource-Policy"));
    assertEquals("(none)", header(answer, "Strict-Transport-Security"));
    assertEquals("(none)", header(answer, "X-Powered-By"));
  }

  @ParameterizedTest
  @CsvSource({"js/main.js, 200", "img/scene.svg, 200", "js/none.js, 404"})
  void a_file_of_a_page_has_no_powers_should_somebody_open_it_as_one(String file, int status)
      throws Exception {
    HttpResponse<String> answer = get("assets/" + version() + "/" + file);
    assertEquals(status, answer.statusCode());
    assertEquals(
        "default-src 'none'; frame-ancestors 'none'", header(answer, "Content-Security-Policy"));
    assertEquals("nosniff", header(answer, "X-Content-Type-Options"));
    assertEquals("no-referrer", header(answer, "Referrer-Policy"));
    assertEquals("same-origin", header(answer, "Cross-Origin-Resource-Policy"));
  }

  @ParameterizedTest
  @CsvSource({
    "https, noom.example, max-age=2592000",
    "https, noom.example:8443, max-age=2592000",
    "http, noom.example, (none)",
    "https, localhost:8443, (none)",
    "https, noom.localhost, (none)"
  })
  void whoever_came_with_tls_is_to_come_with_tls_again(String scheme, String host, String strict)
      throws Exception {
    HttpRequest forwarded =
        request("").header("X-Forwarded-Proto", scheme).header("X-Forwarded-Host", host).build();
    HttpResponse<?> page = client.send(forwarded, BodyHandlers.discarding());
    assertEquals(strict, header(page, "Strict-Transport-Security"));
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    HttpRequest request = request(path).method(method, HttpRequest.BodyPublishers.noBody()).build();
    return client.send(request, BodyHandlers.ofString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "room/standup"})
  void the_page_is_asked_for_every_time(String path) throws Exception {
    HttpResponse<String> page = get(path);
    assertEquals(200, page.statusCode());
    assertEquals("text/html; charset=utf-8", header(page, "Content-Type").toLowerCase());
    assertEquals("no-cache", header(page, "Cache-Control"));
    assertFalse(page.body().contains("{{"), "a hole in the template was not filled");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "room/standup"})
  void a_page_that_is_known_is_not_sent_again(String path) throws Exception {
    String tag = header(get(path), "ETag");
    assertTrue(tag.matches("W/\"[0-9a-f]{16}\""), tag);
    for (String known : Set.of(tag, tag.substring(2), "\"another\", " + tag)) {
      HttpResponse<String> again = getIfNot(path, known);
      assertEquals(304, again.statusCode(), known);
      assertEquals("", again.body());
      assertEquals(tag, header(again, "ETag"));
      assertEquals("no-cache", header(again, "Cache-Control"));
      assertTrue(header(again, "Content-Security-Policy").contains("default-src 'none'"));
    }
    assertEquals(200, getIfNot(path, "\"another\"").statusCode());
    assertNotEquals(tag, header(get(path.isEmpty() ? "room/x" : ""), "ETag"));
  }

  private HttpResponse<String> getIfNot(String path, String known) throws Exception {
    return client.send(
        request(path).header("If-None-Match", known).build(), BodyHandlers.ofString());
  }

  @Test
  void the_page_names_only_files_that_are_there() throws Exception {
    Set<String> named = new TreeSet<>();
    Matcher link = Pattern.compile("(?:href|src)=\"\\./([^\"]+)\"").matcher(get("").body());
    while (link.find()) {
      named.add(link.group(1));
    }
    assertTrue(named.size() > 15, named.toString());
    for (String path : named) {
      assertEquals(200, get(path).statusCode(), path);
    }
  }

  /** At home there is time until somebody has typed; by a link one press leads in. */
  @Test
  void the_page_of_a_room_names_the_modules_to_enter_with_and_each_module_once() throws Exception {
    String low = "fetchpriority=\"low\" href=\"../assets/" + version() + "/js/enter.js\"";
    String page = get("room/standup").body();
    assertTrue(page.contains(low), page);
    List<String> named =
        Pattern.compile("<link rel=\"modulepreload\".*?href=\"([^\"]+)\"")
            .matcher(page)
            .results()
            .map(link -> link.group(1))
            .toList();
    assertEquals(named.size(), Set.copyOf(named).size(), named.toString());
    assertFalse(get("").body().contains("enter.js"));
  }

  /**
   * Modules and styles come without the comments of their source, and with each line where it was.
   */
  private static void assertServes(Path source, String body) throws IOException {
    List<String> expected = new ArrayList<>(Files.readAllLines(source));
    List<String> lines = body.lines().toList();
    if (source.toString().matches(".*\\.(js|css)")) {
      assertFalse(lines.stream().anyMatch(line -> line.startsWith("/*")), body);
      for (int i = 0; i < lines.size(); i++) {
        String line = expected.get(i).replaceAll("/\\*\\*.*?\\*/ ?", "").stripLeading();
        expected.set(i, lines.get(i).isEmpty() ? "" : line);
      }
    }
    assertEquals(expected, lines);
  }

  @ParameterizedTest
  @CsvSource({
    "js/main.js, text/javascript",
    "css/app.css, text/css",
    "i18n/ko.json, application/json",
    "img/noom.svg, image/svg+xml"
  })
  void a_file_of_this_version_is_kept_for_ever(String file, String type) throws Exception {
    HttpResponse<String> asset = get("assets/" + version() + "/" + file);
    assertEquals(200, asset.statusCode());
    assertEquals("max-age=31536000, immutable", header(asset, "Cache-Control"));
    assertEquals("Accept-Encoding", header(asset, "Vary"));
    assertTrue(header(asset, "Content-Type").startsWith(type), header(asset, "Content-Type"));
    assertServes(Path.of("src/main/webapp", file), asset.body());
  }

  @Test
  void a_file_of_another_version_is_the_one_of_now_and_is_not_kept() throws Exception {
    HttpResponse<String> asset = get("assets/0123456789abcdef/js/main.js");
    assertEquals(200, asset.statusCode());
    assertEquals("no-store", header(asset, "Cache-Control"));
    assertServes(MAIN, asset.body());
  }

  /** Then the page loads itself again before a call, and no call is made of two versions. */
  @Test
  void an_old_page_gets_no_module_to_enter_with_and_what_a_call_loads_later() throws Exception {
    assertEquals(200, get("assets/" + version() + "/js/enter.js").statusCode());
    assertEquals(404, get("assets/0123456789abcdef/js/enter.js").statusCode());
    assertEquals(200, get("assets/0123456789abcdef/js/in-call.js").statusCode());
  }

  /** Each sheet would have headers of its own. */
  @Test
  void the_sheets_of_the_call_page_come_as_one() throws Exception {
    StringBuilder sheets = new StringBuilder();
    for (String sheet : List.of("tokens", "app", "entry", "call", "tiles", "controls", "notices")) {
      sheets.append(get("assets/" + version() + "/css/" + sheet + ".css").body());
    }
    assertEquals(sheets.toString(), get("assets/" + version() + "/css/page.css").body());
    assertTrue(get("").body().contains("/css/page.css\""));
  }

  @Test
  void files_are_compressed_for_those_who_can_read_it() throws Exception {
    byte[] plain = unzipped("assets/" + version() + "/js/main.js");
    assertServes(MAIN, new String(plain, StandardCharsets.UTF_8));
  }

  @Test
  void the_page_is_compressed_for_those_who_can_read_it() throws Exception {
    assertEquals(get("").body(), new String(unzipped(""), StandardCharsets.UTF_8));
  }

  private byte[] unzipped(String path) throws Exception {
    HttpResponse<byte[]> answer =
        client.send(
            request(path).header("Accept-Encoding", "gzip, deflate").build(),
            BodyHandlers.ofByteArray());
    assertEquals("gzip", header(answer, "Content-Encoding"));
    assertEquals("Accept-Encoding", header(answer, "Vary"));
    byte[] plain = new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
    assertTrue(answer.body().length < plain.length / 2);
    return plain;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "identity", "gzip;q=0", "br"})
  void files_are_plain_for_everybody_else(String accepted) throws Exception {
    HttpResponse<String> asset =
        client.send(
            request("assets/" + version() + "/js/main.js")
                .header("Accept-Encoding", accepted)
                .build(),
            BodyHandlers.ofString());
    assertEquals("", asset.headers().firstValue("Content-Encoding").orElse(""));
    assertServes(MAIN, asset.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "assets/VERSION/js/none.js",
        "assets/VERSION/",
        "assets/VERSION/WEB-INF/index.html",
        "assets/VERSION/js/../WEB-INF/index.html",
        "assets/VERSION/js/%2e%2e/WEB-INF/beans.xml",
        "assets/",
        "WEB-INF/index.html"
      })
  void what_is_no_file_of_the_page_is_not_found(String path) throws Exception {
    HttpResponse<String> answer = get(path.replace("VERSION", version()));
    assertFalse(answer.body().contains("modulepreload"), "the template was served");
    assertTrue(Set.of(400, 404).contains(answer.statusCode()), "" + answer.statusCode());
  }

  @ParameterizedTest
  @CsvSource({"about, ./", "a/b, ../", "a/b/c, ../../", "js, ./", "i18n, ./", "a//b, ../../"})
  void unknown_paths_lead_home_by_a_relative_address(String path, String home) throws Exception {
    HttpResponse<String> answer = get(path);
    assertEquals(302, answer.statusCode());
    assertEquals(home, header(answer, "Location"));
  }

  /** And has its styles: a person who comes there is told that it leads nowhere. */
  @ParameterizedTest
  @CsvSource({"room/, ../", "room/a/b, ../../", "rooms/x, ../", "rooms, ./", "ROOM/, ../"})
  void what_is_nearly_a_room_is_a_page_that_is_not_found(String path, String root)
      throws Exception {
    HttpResponse<String> answer = get(path);
    assertEquals(404, answer.statusCode());
    assertEquals("no-store", header(answer, "Cache-Control"));
    assertTrue(answer.body().contains("href=\"" + root + "assets/"), answer.body());
  }

  @ParameterizedTest
  @CsvSource({"room/x/, ../../", "ROOM/x, ../", "/room/x, ../", "room//x, ../../", "room/x?y, ../"})
  void a_room_is_found_by_a_careless_address(String path, String root) throws Exception {
    HttpResponse<String> answer = get(path);
    assertEquals(200, answer.statusCode());
    assertTrue(answer.body().contains("href=\"" + root + "assets/"), answer.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"room/..%2f", "room/a%2fb"})
  void a_slash_that_is_encoded_belongs_to_the_name(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertEquals(200, answer.statusCode());
    assertTrue(answer.body().contains("href=\"../assets/"), answer.body());
  }

  @Test
  void files_are_never_written() throws Exception {
    for (String method : Set.of("POST", "PUT", "DELETE")) {
      HttpRequest request =
          request("").method(method, HttpRequest.BodyPublishers.ofString("x")).build();
      int status = client.send(request, BodyHandlers.discarding()).statusCode();
      assertTrue(status >= 400 && status < 500, method + " " + status);
    }
  }

  private String version() throws IOException, InterruptedException {
    Matcher matcher = VERSION.matcher(get("").body());
    assertTrue(matcher.find());
    return matcher.group(1);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(stage.noom().url() + path));
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("(none)");
  }
}
