package dev.noom.signaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.room.RoomName;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WarningsTest {
  private final Logger logger = Logger.getLogger(Warnings.class.getName());
  private final Lines lines = new Lines();
  private final Warnings warnings = new Warnings();

  @BeforeEach
  void listen() {
    logger.addHandler(lines);
    logger.setUseParentHandlers(false);
  }

  @AfterEach
  void listenNoMore() {
    logger.removeHandler(lines);
    logger.setUseParentHandlers(true);
  }

  @Test
  void a_warning_names_room_and_peer_and_says_what() throws Exception {
    warnings.warn(RoomName.of("standup"), "p1", "is too fast");
    assertEquals(List.of("room \"standup\": p1 is too fast"), lines.written);
  }

  @Test
  void a_flood_is_ten_lines_a_minute_and_a_number() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      warnings.warn(RoomName.of("standup"), "p" + i, "is too fast");
    }
    assertEquals(10, lines.written.size());
    lines.written.clear();
    sweep(59);
    assertEquals(List.of(), lines.written);
    sweep(1);
    assertEquals(
        List.of("In the last minute there were 990 more warnings like these."), lines.written);
    sweep(60);
    warnings.warn(RoomName.of("standup"), "p1", "is too fast");
    assertEquals(2, lines.written.size());
  }

  private void sweep(int times) {
    for (int i = 0; i < times; i++) {
      warnings.sweep();
    }
  }

  private static final class Lines extends Handler {
    final List<String> written = new ArrayList<>();

    @Override
    public void publish(LogRecord line) {
      assertTrue(line.getLevel() == Level.WARNING, line.getLevel().getName());
      written.add(MessageFormat.format(line.getMessage(), line.getParameters()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
