package dev.noom.resume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.noom.resume.ResumeTokens.Seat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeKeyTest {
  @TempDir private Path directory;

  @Test
  void a_token_of_one_life_is_honoured_in_the_next() {
    Seat seat = new Seat("standup", "p7", "Ada");
    Path notYetThere = directory.resolve("state/noom");
    String token = tokens(notYetThere).sign(seat);
    assertEquals(Optional.of(seat), tokens(notYetThere).read(token));
    assertEquals(Optional.empty(), tokens(directory.resolve("elsewhere")).read(token));
  }

  @Test
  void the_key_is_its_owners_alone_and_nothing_else_is_left() throws Exception {
    ResumeKey.keptIn(directory);
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(directory.resolve("resume.key")), files.toList());
    }
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(
              Files.getPosixFilePermissions(directory.resolve("resume.key"))));
    }
  }

  @Test
  void where_nothing_can_be_kept_there_is_a_key_all_the_same() throws Exception {
    Path file = Files.createFile(directory.resolve("a file, where a folder should be"));
    byte[] key = ResumeKey.keptIn(file);
    assertEquals(32, key.length);
    assertFalse(Arrays.equals(key, ResumeKey.keptIn(file)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "c2hvcnQ=", "not Base64 at all, whatever its length may be, is it?"})
  void a_file_that_holds_no_key_is_not_used_and_not_overwritten(String text) throws Exception {
    Path file = Files.writeString(directory.resolve("resume.key"), text);
    assertEquals(32, ResumeKey.keptIn(directory).length);
    assertArrayEquals(text.getBytes(), Files.readAllBytes(file));
  }

  private static ResumeTokens tokens(Path directory) {
    return new ResumeTokens(ResumeKey.keptIn(directory), 60, Clock.systemUTC());
  }
}
