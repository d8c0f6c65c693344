package dev.noom.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CauseTest {
  @Test
  void an_administrator_is_told_what_to_do_about_each() throws IOException {
    List<String> cells =
        Files.readString(Path.of("docs/operations.md"))
            .lines()
            .filter(line -> line.matches("\\| `[a-z][a-z-]+`(, `[a-z][a-z-]+`)* \\|.*"))
            .map(line -> line.split("\\|")[1])
            .toList();
    Pattern code = Pattern.compile("`([a-z][a-z-]+)`");
    List<String> documented =
        cells.stream()
            .flatMap(cell -> code.matcher(cell).results())
            .map((MatchResult result) -> result.group(1))
            .sorted()
            .toList();
    assertEquals(Arrays.stream(Cause.values()).map(Cause::wire).sorted().toList(), documented);
  }

  @Test
  void the_list_is_closed() {
    for (String wrong : new String[] {null, "", "UDP_BLOCKED", "udp-blocked ", "gremlins"}) {
      assertThrows(IllegalArgumentException.class, () -> new SignalMessage.Trouble(wrong));
    }
    assertEquals(Cause.UDP_BLOCKED, new SignalMessage.Trouble("udp-blocked").known());
  }
}
