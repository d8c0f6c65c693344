package dev.noom.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.noom.resume.ResumeTokens.Seat;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTokensTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final byte[] KEY = new byte[32];
  private static final Seat SEAT = new Seat("standup", "p7", "Ad\u00e4 \"quoted\"");

  @Test
  void a_token_is_honoured_by_whoever_has_the_key() {
    assertEquals(Optional.of(SEAT), at(NOON.plusSeconds(59)).read(at(NOON).sign(SEAT)));
  }

  @Test
  void a_token_expires() {
    assertEquals(Optional.empty(), at(NOON.plusSeconds(60)).read(at(NOON).sign(SEAT)));
  }

  @Test
  void a_token_signed_with_another_key_is_not_ours() {
    byte[] other = {1};
    String token = new ResumeTokens(other, 60, Clock.fixed(NOON, ZoneOffset.UTC)).sign(SEAT);
    assertEquals(Optional.empty(), at(NOON).read(token));
  }

  @Test
  void a_token_with_any_other_bit_is_not_ours() {
    String token = at(NOON).sign(SEAT);
    for (int i = 0; i < token.indexOf('.'); i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String changed = token.substring(0, i) + other + token.substring(i + 1);
      assertFalse(at(NOON).read(changed).isPresent(), changed);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.b", "e30.", "e30.e30", "not base64.either", "....", "%.%"})
  void nonsense_is_not_ours(String token) {
    assertEquals(Optional.empty(), at(NOON).read(token));
  }

  @Test
  void a_visit_has_one_number_and_each_has_another() {
    long number = at(NOON).number("standup", "a secret of a page");
    assertEquals(number, at(NOON.plusSeconds(3_600)).number("standup", "a secret of a page"));
    assertNotEquals(number, at(NOON).number("standup", "another secret of a page"));
    assertNotEquals(number, at(NOON).number("retro", "a secret of a page"));
    ResumeTokens other = new ResumeTokens(new byte[] {1}, 60, Clock.systemUTC());
    assertNotEquals(number, other.number("standup", "a secret of a page"));
  }

  private static ResumeTokens at(Instant now) {
    return new ResumeTokens(KEY, 60, Clock.fixed(now, ZoneOffset.UTC));
  }
}
