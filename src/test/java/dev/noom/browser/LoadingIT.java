package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.LoadState;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a visit costs the network. */
class LoadingIT {
  /** 64 KiB: 1.6 seconds on a line of 320 kbit/s. */
  private static final int FIRST_VISIT_BYTES = 64 * 1024;

  /** 95 KiB, with what a press on "Enter" needs, which comes at the first sign of somebody. */
  private static final int READY_TO_ENTER_BYTES = 95 * 1024;

  /** The last of that: it is imported by those that others import. */
  private static final String LAST_PART = "/js/link/recovery-plan.js";

  @RegisterExtension final Stage stage = new Stage();

  @Test
  void the_second_visit_asks_for_the_page_alone() {
    returns("en-GB", Words.ENGLISH);
  }

  @Test
  void the_second_visit_of_a_korean_asks_for_the_page_alone() {
    returns("ko-KR", Words.KOREAN);
  }

  /** So that none of them waits for another one, and nothing is loaded that nobody needs. */
  @Test
  void the_page_names_every_module_that_it_needs_at_the_door_and_no_other() {
    Person ada = stage.visitor("Ada").comes();
    namesWhatItLoads(ada, visit(ada.page(), Words.ENGLISH).urls());
  }

  /** By a link one press leads in, and it may come at once. */
  @Test
  void the_page_of_a_room_names_what_a_press_needs_too() {
    Person ada = stage.visitor("Ada").comes();
    String link = stage.noom().url().resolve(Person.linkTo(stage.room())).toString();
    Traffic byLink = visit(ada.page(), link, Words.ENGLISH);
    System.out.println("by a link: " + byLink.bytes() + " bytes in " + byLink.urls().size());
    assertTrue(byLink.bytes() < READY_TO_ENTER_BYTES, byLink.bytes() + " bytes");
    assertTrue(byLink.urls().stream().anyMatch(url -> url.endsWith(LAST_PART)));
    namesWhatItLoads(ada, byLink.urls());
  }

  private static void namesWhatItLoads(Person person, List<String> loaded) {
    Object named =
        person.asks(
            "[...document.querySelectorAll('link[rel=modulepreload]')].map(link => link.href).sort()");
    assertEquals(
        loaded.stream()
            .filter(url -> url.endsWith(".js") && !url.endsWith("/module-retry.js"))
            .sorted()
            .toList(),
        named);
  }

  /** As when the network changes while they are on their way. */
  @Test
  void a_page_of_which_a_module_did_not_come_loads_itself_again() {
    Person ada = stage.visitor("Ada").comes();
    ada.complaints().expect("Failed to load resource");
    AtomicInteger asked = fails(ada, "/js/signaling/signaling-client.js", 1);
    ada.page().navigate(stage.noom().url().toString());
    assertThat(ada.page().getByText(Words.ENGLISH.get("entry.enter"))).isVisible();
    assertTrue(asked.get() > 1, "it was there all the time");
  }

  /** A network that fails in that moment: who has pressed need not press again. */
  @Test
  void what_a_press_needs_is_asked_for_until_it_comes() {
    Person ada = stage.visitor("Ada").comes();
    ada.complaints().expect("Failed to load resource");
    ada.complaints().expect("A part of the page did not load");
    AtomicInteger asked = fails(ada, LAST_PART, 3);
    ada.opens("");
    ada.page().waitForLoadState(LoadState.NETWORKIDLE);
    assertEquals(0, asked.get(), "nobody has done anything");
    ada.writes(stage.room());
    ada.presses("Enter");
    ada.waitsFor(Words.ENGLISH.get("entry.server-away"));
    ada.isInTheCall();
    assertEquals(4, asked.get());
  }

  /** As after a new version of the server: then only the whole page helps. */
  @Test
  void a_press_for_which_there_is_no_code_any_more_loads_the_page_again() {
    Person ada = stage.visitor("Ada").comes();
    ada.complaints().expect("Failed to load resource");
    ada.complaints().expect("A part of the page did not load");
    ada.page().route(url -> url.endsWith(LAST_PART), Route::abort);
    ada.opens(Person.linkTo(stage.room()));
    ada.page().waitForRequest(Request::isNavigationRequest, () -> ada.presses("Enter"));
    ada.page().unrouteAll();
    ada.presses("Enter");
    ada.isInTheCall();
  }

  /** A network that fails for some seconds: the call goes on. */
  @Test
  void a_part_that_a_call_needs_later_is_asked_for_until_it_comes() {
    Person ada = stage.visitor("Ada").comes();
    ada.complaints().expect("Failed to load resource");
    ada.complaints().expect("A part of the page did not load");
    AtomicInteger asked = fails(ada, "/js/quality/send-plan.js", 2);
    ada.page().navigate(stage.noom().url().toString());
    assertThat(ada.page().getByText(Words.ENGLISH.get("entry.enter"))).isVisible();
    ada.page().waitForLoadState(LoadState.NETWORKIDLE);
    assertEquals(0, asked.get(), "at the door nobody needs it");
    ada.page()
        .waitForResponse(
            response -> response.url().endsWith("/js/quality/send-plan.js"),
            () -> ada.enters("later"));
    assertThat(ada.page().locator("#call")).isVisible();
    assertEquals(3, asked.get());
  }

  /**
   * A network on which a file does not come at first.
   *
   * @param times how often it does not
   * @return how often it was asked for
   */
  private static AtomicInteger fails(Person person, String file, int times) {
    AtomicInteger asked = new AtomicInteger();
    person
        .page()
        .route(
            url -> url.endsWith(file),
            route -> {
              if (asked.incrementAndGet() <= times) {
                route.abort();
              } else {
                route.resume();
              }
            });
    return asked;
  }

  private void returns(String language, Words words) {
    Person ada = stage.visitor("Ada").speaking(language).comes();
    Traffic first = visit(ada.page(), words);
    assertTrue(first.urls().size() > 15, first.urls().toString());
    System.out.println(language + ": " + first.bytes() + " bytes in " + first.urls().size());
    assertTrue(first.bytes() < FIRST_VISIT_BYTES, first.bytes() + " bytes");
    ada.page()
        .waitForResponse(
            response -> response.url().endsWith(LAST_PART),
            () -> ada.page().mouse().move(200, 200));
    System.out.println("ready to enter: " + first.bytes() + " in " + first.urls().size());
    assertTrue(first.bytes() < READY_TO_ENTER_BYTES, first.bytes() + " bytes");

    Traffic second = visit(ada.page().context().newPage(), words);
    assertEquals(List.of(stage.noom().url().toString()), second.urls());
  }

  private Traffic visit(Page page, Words words) {
    return visit(page, stage.noom().url().toString(), words);
  }

  private static Traffic visit(Page page, String url, Words words) {
    Traffic traffic = new Traffic(page);
    page.navigate(url);
    assertThat(page.getByText(words.get("entry.enter"), new Page.GetByTextOptions().setExact(true)))
        .isVisible();
    page.waitForLoadState(LoadState.NETWORKIDLE);
    return traffic;
  }
}
