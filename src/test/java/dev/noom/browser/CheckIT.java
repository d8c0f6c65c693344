package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.WebSocketRoute;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page that finds out before the call what would stand in its way. */
class CheckIT {
  @RegisterExtension final Stage stage = new Stage();

  @Test
  void where_everything_works_it_says_so() {
    Person ada = checks(stage.person("Ada"));
    assertThat(ada.page().locator("#progress")).hasText(Words.ENGLISH.get("check.result.ok"));
    for (String step : List.of("secure", "microphone", "camera", "server", "call")) {
      assertThat(line(ada, step)).hasAttribute("data-state", "ok");
      assertThat(line(ada, step)).containsText(Words.ENGLISH.get("check.state.ok"));
    }
    assertEquals(true, ada.asks("observed.opened.every(track => track.readyState === 'ended')"));
    assertEquals(
        true, ada.asks("observed.connections.every(each => each.signalingState === 'closed')"));
  }

  @Test
  void the_door_leads_to_it_and_it_leads_back() {
    Person ada = stage.person("Ada").opens("");
    ada.page().locator("entry-form a").click();
    assertThat(ada.page()).hasURL(stage.noom().url() + "check");
    assertThat(ada.page().locator("h1")).hasText(Words.ENGLISH.get("check.title"));
    ada.page().locator("main a").click();
    assertThat(ada.page()).hasURL(stage.noom().url().toString());
  }

  @Test
  void a_proxy_that_lets_no_websocket_through_is_told_from_a_server_that_is_away() {
    Person ada = stage.person("Ada");
    ada.page().routeWebSocket("**", WebSocketRoute::close);
    checks(ada);
    assertThat(line(ada, "server")).hasAttribute("data-state", "problem");
    assertThat(line(ada, "server")).containsText(Words.ENGLISH.get("check.user.signaling-blocked"));
    assertThat(line(ada, "server")).containsText(Words.ENGLISH.get("advice.signaling-blocked"));
    // What does not need the server is checked all the same.
    assertThat(line(ada, "call")).hasAttribute("data-state", "ok");
    assertThat(ada.page().locator("#progress")).hasText(Words.ENGLISH.get("check.result.problem"));
  }

  @Test
  void whoever_has_no_microphone_is_told_what_to_do() {
    Person ada = checks(stage.visitor("Ada").running("no-microphone.js").comes());
    assertThat(line(ada, "microphone")).hasAttribute("data-state", "warning");
    assertThat(line(ada, "microphone")).containsText(Words.ENGLISH.get("notice.no-microphone"));
    assertThat(line(ada, "camera")).hasAttribute("data-state", "ok");
    assertThat(line(ada, "call")).hasAttribute("data-state", "ok");
  }

  @Test
  void the_report_has_codes_and_times_and_no_address() throws IOException {
    Person ada = checks(stage.person("Ada"));
    Download download = ada.page().waitForDownload(() -> ada.button("Download report").click());
    assertEquals("noom-check.json", download.suggestedFilename());
    try (InputStream in = download.createReadStream();
        JsonReader reader = Json.createReader(in)) {
      JsonObject report = reader.readObject();
      List<String> steps =
          report.getJsonArray("findings").getValuesAs(JsonObject.class).stream()
              .map(finding -> finding.getString("step"))
              .toList();
      assertEquals(List.of("secure", "microphone", "camera", "server"), steps.subList(0, 4));
      assertTrue(report.getString("browser").contains("Chrome"), report::toString);
      String withoutBrowser = report.toString().replace(report.getString("browser"), "");
      assertFalse(withoutBrowser.matches(".*(\\d+\\.){3}\\d+.*|.*\\.local.*|.*candidate:.*"));
    }
  }

  @Test
  void it_is_for_everybody() {
    for (Map.Entry<String, int[]> device :
        Map.of("laptop", new int[] {1280, 720}, "phone", new int[] {390, 844}).entrySet()) {
      int[] size = device.getValue();
      Person ada =
          checks(
              stage
                  .visitor(device.getKey())
                  .sized(size[0], size[1])
                  .speaking("ko-KR")
                  .bringingAxe()
                  .comes());
      assertThat(ada.page().locator("html")).hasAttribute("lang", "ko");
      assertEquals(
          List.of(),
          ada.asks("axe.run().then(({ violations }) => violations.map(({ id }) => id))"));
      assertEquals(
          true, ada.asks("document.documentElement.scrollWidth <= window.innerWidth"), "width");
      ada.isPictured("CheckIT");
    }
  }

  private Person checks(Person person) {
    person.opens("check");
    person.page().locator("#start").click();
    assertThat(person.page().locator("#after")).isVisible();
    assertThat(person.page().locator("#start")).isFocused();
    return person;
  }

  private static Locator line(Person person, String step) {
    return person
        .page()
        .locator("check-list li")
        .filter(
            new Locator.FilterOptions()
                .setHas(person.page().locator("[data-t='check.step." + step + "']")));
  }
}
