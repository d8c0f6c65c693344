package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two tabs with one token: the newer wins, and the older knows it. */
class ReplacedIT {
  /** A tab that takes somebody's place, and notes what it hears. */
  private static final String TAKES_THE_PLACE =
      """
      ([room, resume]) => {
        globalThis.heard = [];
        const socket = new WebSocket('/signal/' + encodeURIComponent(room), 'noom.v1');
        socket.onopen = () => socket.send(JSON.stringify({type: 'join', name: 'Bob', resume}));
        socket.onmessage = ({data}) => heard.push(JSON.parse(data).type);
        socket.onclose = () => heard.push('closed');
      }
      """;

  @RegisterExtension final Stage stage = new Stage();

  @Test
  void the_older_tab_says_so_releases_everything_and_does_not_fight() {
    Person ada = stage.person("Ada").enters(stage.room());
    Person bob = stage.person("Bob");
    List<String> tokens = tokensOf(bob);
    bob.enters(stage.room());
    ada.sees(bob);

    Person elsewhere = stage.person("Bob elsewhere").opens("");
    elsewhere.asks(TAKES_THE_PLACE, List.of(stage.room(), tokens.get(0)));

    bob.isTold(Words.ENGLISH.get("notice.replaced"));
    assertThat(bob.button("Enter")).isEnabled();
    assertThat(bob.page().locator("#call")).isHidden();
    assertEquals(
        List.of("ended", "ended"), bob.asks("observed.opened.map(track => track.readyState)"));

    // "Enter again to continue here": as somebody new, beside the other tab.
    bob.presses("Enter");
    bob.isInTheCall();
    elsewhere.until("() => heard.includes('welcome')", null);
    assertEquals(false, elsewhere.asks("heard.includes('bye') || heard.includes('closed')"));
    assertEquals(2, bob.wire().types().stream().filter("join"::equals).count());
    bob.sees(ada);
  }

  /** The tokens that a page is given from now on. */
  private static List<String> tokensOf(Person person) {
    List<String> tokens = new ArrayList<>();
    person
        .page()
        .onWebSocket(
            socket ->
                socket.onFrameReceived(
                    frame -> {
                      JsonObject message =
                          Json.createReader(new StringReader(frame.text())).readObject();
                      if (message.getString("type").equals("joined")) {
                        tokens.add(message.getString("resume"));
                      }
                    }));
    return tokens;
  }
}
