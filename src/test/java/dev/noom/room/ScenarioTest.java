package dev.noom.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.memory.MemoryBudget;
import dev.noom.protocol.Limits;
import dev.noom.protocol.Peer;
import dev.noom.protocol.RawJson;
import dev.noom.protocol.Refusal;
import dev.noom.protocol.SignalMessage;
import dev.noom.protocol.SignalMessage.Answer;
import dev.noom.protocol.SignalMessage.Bye;
import dev.noom.protocol.SignalMessage.Left;
import dev.noom.protocol.SignalMessage.Offer;
import dev.noom.protocol.SignalMessage.Relayed;
import dev.noom.protocol.SignalMessage.Returned;
import dev.noom.protocol.SignalMessage.Standby;
import dev.noom.protocol.SignalMessage.Welcome;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The stories in src/test/resources/scenarios, played with the server's rooms. The page's simulated
 * server plays the same (scenarios.test.js), so that what the page is tested with is what it meets.
 */
class ScenarioTest {
  private static final Path FOLDER = Path.of("src/test/resources/scenarios");
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  static List<String> stories() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .sorted()
          .toList();
    }
  }

  @Test
  void there_are_stories() throws Exception {
    assertTrue(stories().size() >= 6);
  }

  @ParameterizedTest
  @MethodSource("stories")
  void everybody_hears_what_the_story_says(String story) throws Exception {
    play(steps(story));
  }

  @ParameterizedTest
  @MethodSource("stories")
  void a_story_that_is_wrong_in_any_step_is_noticed(String story) {
    for (int i = 0; i < steps(story).size(); i++) {
      List<Step> steps = new ArrayList<>(steps(story));
      Step right = steps.get(i);
      Map<String, List<String>> wrong = new TreeMap<>(right.heard);
      if (wrong.isEmpty()) {
        wrong.put("ada", List.of("bye restart"));
      } else {
        wrong.remove(wrong.keySet().iterator().next());
      }
      steps.set(i, new Step(right.text, wrong));
      assertThrows(AssertionError.class, () -> play(steps), right.toString());
    }
  }

  private static void play(List<Step> steps) throws Exception {
    Stage stage = new Stage();
    for (Step step : steps) {
      stage.play(step.text);
      assertEquals(step.heard, stage.heard(), step.toString());
    }
  }

  private static List<Step> steps(String story) {
    try (JsonReader reader = Json.createReader(Files.newBufferedReader(FOLDER.resolve(story)))) {
      return reader.readObject().getJsonArray("steps").getValuesAs(JsonObject.class).stream()
          .map(Step::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param heard what follows from it, for each connection that hears anything
   */
  private record Step(JsonObject text, Map<String, List<String>> heard) {
    static Step of(JsonObject text) {
      Map<String, List<String>> heard = new TreeMap<>();
      JsonObject each = text.getJsonObject("heard");
      for (String who : each.keySet()) {
        heard.put(who, each.getJsonArray(who).getValuesAs(JsonString::getString));
      }
      return new Step(text, heard);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }

  /** One room, and all the connections to it. */
  private static final class Stage {
    private final AtomicLong now = new AtomicLong();
    private final RoomService rooms =
        new RoomService(
            new Limits(65_536, 8, 60),
            new Capacity(10, 100, 0, 0, 120),
            new MemoryBudget(1 << 20),
            now::get);
    private final Map<String, Connection> connections = new LinkedHashMap<>();
    private Room room;

    void play(JsonObject step) throws Exception {
      String who = step.getString("who", null);
      switch (step.getString("does")) {
        case "join" -> room = rooms.join(RoomName.of("standup"), connected(who));
        case "resume" -> room = rooms.resume(RoomName.of("standup"), connected(who));
        case "send" -> send(connections.get(who), step.getString("type"), step.getString("to"));
        case "standby" -> room.standBy(connections.get(who), new Standby(RawJson.of("v=0")));
        case "leave" -> {
          connections.get(who).open = false;
          rooms.leave(room, connections.get(who));
        }
        case "drop" -> {
          connections.get(who).open = false;
          rooms.detach(room, connections.get(who));
        }
        case "wait" -> passes(step.getInt("seconds"));
        default -> throw new IllegalArgumentException("A step that nobody knows: " + step);
      }
    }

    private Connection connected(String who) {
      Connection older = connections.get(who);
      if (older != null && older.open) {
        connections.put(who + " before", older);
      }
      Connection connection = new Connection(who);
      connections.put(who, connection);
      return connection;
    }

    private void send(Connection sender, String type, String to) {
      Relayed message =
          switch (type) {
            case "offer" -> new Offer(null, to, RawJson.of("v=0"));
            case "answer" -> new Answer(null, to, RawJson.of("v=0"));
            case "ice" -> Recorder.ice(null, to, "a candidate");
            default -> throw new IllegalArgumentException("Nobody sends " + type);
          };
      try {
        room.relay(sender, message);
      } catch (Refusal e) {
        sender.heard.add("error " + e.toMessage().code());
      }
    }

    private void passes(int seconds) {
      for (int i = 0; i < seconds; i++) {
        now.addAndGet(SECOND);
        rooms.sweep();
      }
    }

    /** What everybody has heard since this was last asked; who has heard nothing is not there. */
    Map<String, List<String>> heard() {
      Map<String, List<String>> all = new TreeMap<>();
      connections.forEach(
          (who, connection) -> {
            if (!connection.heard.isEmpty()) {
              all.put(who, List.copyOf(connection.heard));
              connection.heard.clear();
            }
          });
      return all;
    }
  }

  /** Notes what it is told, in the words of the stories. */
  private static final class Connection implements Participant {
    private final String name;
    private final List<String> heard = new ArrayList<>();
    private boolean open = true;

    Connection(String name) {
      this.name = name;
    }

    @Override
    public Peer peer() {
      return new Peer(name, name);
    }

    @Override
    public Object address() {
      return name;
    }

    @Override
    public boolean isConnected() {
      return open;
    }

    @Override
    public void joined(RoomName room, List<Peer> others) {
      heard.add(
          ("joined " + others.stream().map(Peer::name).collect(Collectors.joining(","))).strip());
    }

    @Override
    public void send(SignalMessage message) {
      if (message instanceof Bye) {
        open = false;
      }
      heard.add(inWords(message));
    }

    private static String inWords(SignalMessage message) {
      if (message instanceof Welcome welcome) {
        return "welcome " + welcome.peer().name() + (welcome.offered() == null ? "" : " offered");
      } else if (message instanceof Returned returned) {
        return "returned " + returned.peer().name();
      } else if (message instanceof Left left) {
        return "left " + left.peer() + (left.reason() == null ? "" : " " + left.reason());
      } else if (message instanceof Bye bye) {
        return "bye " + bye.reason();
      } else if (message instanceof Relayed relayed) {
        return relayed.getClass().getSimpleName().toLowerCase() + " " + relayed.from();
      }
      throw new IllegalArgumentException("No story tells of " + message);
    }
  }
}
