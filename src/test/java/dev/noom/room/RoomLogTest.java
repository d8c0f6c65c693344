package dev.noom.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.HostileNames;
import dev.noom.memory.MemoryBudget;
import dev.noom.protocol.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Anybody may invent the name of a room, and it is a part of our log. */
class RoomLogTest {
  private final Logger logger = Logger.getLogger(Room.class.getName());
  private final List<String> lines = new ArrayList<>();
  private final Handler listener = new Listener();

  @BeforeEach
  void listen() {
    logger.setLevel(Level.ALL);
    logger.setUseParentHandlers(false);
    logger.addHandler(listener);
  }

  @AfterEach
  void leave() {
    logger.removeHandler(listener);
    logger.setUseParentHandlers(true);
    logger.setLevel(null);
  }

  @Test
  void every_event_is_one_line_that_no_name_can_end_or_forge() throws Exception {
    RoomService rooms =
        new RoomService(
            new Limits(65_536, 8, 60), new Capacity(10, 10, 0, 0, 120), new MemoryBudget(1 << 20));
    int entered = 0;
    for (String name : HostileNames.shown()) {
      if (name.matches(".*[/\\\\].*|\\.+")) {
        continue; // no room: NamesTest
      }
      entered++;
      Recorder ada = new Recorder("ada");
      rooms.leave(rooms.join(RoomName.of(name), ada), ada);
      String quoted = "room \"" + name.replace("\"", "\\\"") + "\": ada ";
      assertEquals(List.of(quoted + "joined, 1 here", quoted + "left, 0 here"), lines, name);
      assertTrue(
          lines.stream()
              .allMatch(line -> line.matches("([^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]|\\u200D)+")),
          name);
      lines.clear();
    }
    assertTrue(entered > 100, "only " + entered);
  }

  private final class Listener extends Handler {
    private final SimpleFormatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord event) {
      lines.add(formatter.formatMessage(event));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
