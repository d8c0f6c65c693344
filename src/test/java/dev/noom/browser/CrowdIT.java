package dev.noom.browser;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Six people in one room, all of them on this machine, which encodes and decodes thirty pictures:
 * more than it can. Sound must not suffer from that.
 */
@Tag("long")
@Timeout(280)
class CrowdIT {
  private static final List<String> NAMES = List.of("Ada", "Bob", "Carl", "Dora", "Emil", "Fay");

  /** In this time the plan for six is made and, on a machine like this, made smaller. */
  private static final int SETTLING_MS = 20_000;

  private static final int LISTENING_MS = 30_000;

  /**
   * Of the sound, made up by the receiver: up to here Opus fills gaps so that words are understood.
   */
  private static final double MADE_UP = 0.05;

  /** Without a packet, in ms: more is a word that is missing. */
  private static final int GAP = 1_000;

  @RegisterExtension final Stage stage = new Stage();

  @Test
  void six_people_hear_each_other_and_six_tiles_fit_on_a_phone() {
    List<Person> people = new ArrayList<>();
    for (String name : NAMES) {
      Visitor visitor = stage.visitor(name).running("hearing.js");
      // Ada has a phone, as far as that can be seen.
      people.add(
          (name.equals("Ada") ? visitor.sized(390, 844) : visitor).comes().enters(stage.room()));
    }
    Person ada = people.get(0);
    for (Person person : people) {
      othersThan(person).forEach(name -> person.until("name => observed.shows(name)", name));
    }
    lasts(ada, SETTLING_MS);
    for (Person person : people) {
      person.asks("names => hearing.begin(names, 500)", othersThan(person).toList());
    }
    lasts(ada, LISTENING_MS);
    List<Map<?, ?>> streams = people.stream().flatMap(person -> heardBy(person).stream()).toList();
    assertEquals(30, streams.size());
    assertAll(streams.stream().map(stream -> () -> isUsable(stream)));
    fitsOnThePhone(ada);
  }

  private static List<Map<?, ?>> heardBy(Person person) {
    List<Map<?, ?>> streams = new ArrayList<>();
    for (Object stream : (List<?>) person.asks("hearing.heard()")) {
      System.out.println(person.name() + " heard " + stream);
      streams.add((Map<?, ?>) stream);
    }
    return streams;
  }

  private static void isUsable(Map<?, ?> stream) {
    assertTrue(number(stream, "seconds") > LISTENING_MS / 1000 - 2, stream.toString());
    assertTrue(number(stream, "energy") > 0, "nobody spoke: " + stream);
    assertTrue(number(stream, "gap") < GAP, "a gap: " + stream);
    assertTrue(number(stream, "madeUp") <= MADE_UP, "made up: " + stream);
  }

  private static double number(Map<?, ?> stream, String key) {
    return ((Number) stream.get(key)).doubleValue();
  }

  /**
   * All six tiles are on the screen at once, none over another or over a button, and none a stamp.
   */
  private static void fitsOnThePhone(Person ada) {
    ada.page()
        .screenshot(
            new Page.ScreenshotOptions().setPath(Path.of("target/browser/CrowdIT phone.png")));
    assertEquals(List.of(), ada.asks(WRONG_WITH_THE_TILES));
  }

  private static final String WRONG_WITH_THE_TILES =
      """
      () => {
        const box = element => element.getBoundingClientRect();
        const name = element => element.querySelector('.tile-name')?.textContent ?? element.textContent.trim();
        const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
        const tiles = [...document.querySelectorAll('video-tile')];
        const others = [...tiles, ...document.querySelectorAll('call-controls button, call-controls select')];
        const faults = [];
        if (tiles.length !== 6) faults.push(`${tiles.length} tiles`);
        for (const tile of tiles) {
          const { left, top, right, bottom, width, height } = box(tile);
          if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight) faults.push(`${name(tile)} is not on the screen`);
          if (Math.min(width, height) < 100) faults.push(`${name(tile)} is ${width} by ${height}`);
          for (const other of others) {
            if (other !== tile && meet(box(tile), box(other))) faults.push(`${name(tile)} and ${name(other)} overlap`);
          }
        }
        return faults;
      }
      """;

  private static void lasts(Person person, int ms) {
    // Longer than anybody waits for anything else.
    person
        .page()
        .waitForFunction(
            "end => Date.now() >= end",
            (double) System.currentTimeMillis() + ms,
            new Page.WaitForFunctionOptions().setTimeout(2 * ms).setPollingInterval(500));
  }

  private static Stream<String> othersThan(Person person) {
    return NAMES.stream().filter(name -> !name.equals(person.name()));
  }
}
