package dev.noom.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.noom.wire.Client;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Taking the place of somebody else, with a resume token that is not one's own. */
@Tag("attack")
class TokenAttackIT {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  @RegisterExtension final Siege siege = new Siege();

  @Test
  void no_token_that_is_made_up_or_changed_takes_a_place() {
    try (Client mallory = siege.enter(siege.room())) {
      for (String token : forged()) {
        mallory.resumes(token);
        mallory.expectError("resume-expired");
      }
    }
    siege.ada().expectNothing();
    siege.bob().expectNothing();
  }

  private List<String> forged() {
    String[] parts = siege.ada().token().split("\\.");
    String claims = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
    byte[] signature = Base64.getUrlDecoder().decode(parts[1]);
    List<String> tokens = new ArrayList<>();
    tokens.addAll(List.of("", ".", "..", "a.b", "null", "undefined", "\\u0000", parts[0]));
    tokens.addAll(List.of(parts[0] + ".", "." + parts[1], parts[1] + "." + parts[0]));
    tokens.add(siege.ada().token() + "." + parts[1]);
    // Somebody else's signature, a shorter one, and one that differs by a bit, at both ends.
    tokens.add(parts[0] + "." + siege.bob().token().split("\\.")[1]);
    tokens.add(parts[0] + "." + ENCODER.encodeToString(Arrays.copyOf(signature, 31)));
    tokens.add(parts[0] + "." + ENCODER.encodeToString(new byte[32]));
    for (int place : new int[] {0, 31}) {
      byte[] changed = signature.clone();
      changed[place] ^= 1;
      tokens.add(parts[0] + "." + ENCODER.encodeToString(changed));
    }
    // The claims changed under a good signature: a later end, another person, another name.
    for (String changed :
        List.of(
            claims.replaceAll("\"expiry\":\\d+", "\"expiry\":99999999999"),
            claims.replace(siege.ada().id(), siege.bob().id()),
            claims.replace("\"Ada\"", "\"Root\""),
            claims + " ",
            "{}")) {
      assertFalse(changed.equals(claims));
      tokens.add(ENCODER.encodeToString(changed.getBytes(StandardCharsets.UTF_8)) + "." + parts[1]);
    }
    // As long as a message before the join may be.
    tokens.add("x".repeat(3_000) + "." + "y".repeat(3_000));
    return tokens;
  }

  @Test
  void a_good_token_is_good_in_its_own_room_only() {
    try (Client mallory = siege.enter(Siege.newRoom())) {
      mallory.resumes(siege.ada().token());
      mallory.expectError("not-allowed");
    }
    siege.ada().expectNothing();
    siege.bob().expectNothing();
  }

  /** A client that has somebody's token is that somebody; but never two of them. */
  @Test
  void two_sockets_never_have_one_place() {
    String room = Siege.newRoom();
    try (Client mallory = siege.enter(room).join("Mallory");
        Client eve = siege.enter(room).join("Eve");
        Client replay = siege.enter(room)) {
      mallory.expect("welcome");
      replay.resumes(eve.token());
      assertEquals(eve.id(), replay.expect("joined").getString("self"));
      mallory.expect("returned");
      assertEquals("replaced", eve.expect("bye").getString("reason"));
      assertEquals(1000, eve.expectClose());
      eve.say("{\"type\":\"offer\",\"sdp\":\"from the older\"}");
      mallory.expectNothing();
    }
  }

  @Test
  void a_token_is_not_shown_to_the_others() {
    try (Client eve = siege.enter(siege.room())) {
      eve.say("{\"type\":\"join\",\"name\":\"Eve\"}");
      String roster = eve.expect("joined").getJsonArray("peers").toString();
      assertFalse(roster.contains("resume") || roster.contains(siege.ada().token()), roster);
    }
    String welcome = siege.ada().expect("welcome").toString();
    assertFalse(welcome.contains("resume"), welcome);
    siege.bob().expect("welcome");
  }

  /** A race of many for one place ends with one in it. */
  @Test
  void a_race_for_one_place_has_one_winner() {
    String room = Siege.newRoom();
    try (Client mallory = siege.enter(room).join("Mallory")) {
      Client eve = siege.enter(room).join("Eve");
      mallory.expect("welcome");
      List<Client> replays = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        replays.add(siege.enter(room));
      }
      replays.forEach(each -> each.resumes(eve.token()));
      long inside = 0;
      for (Client each : replays) {
        assertEquals(eve.id(), each.expect("joined").getString("self"));
        mallory.expect("returned");
      }
      mallory.say("{\"type\":\"offer\",\"sdp\":\"v=0\"}");
      for (Client each : replays) {
        inside += each.next().getString("type").equals("offer") ? 1 : 0;
      }
      assertEquals(1, inside);
      replays.forEach(Client::close);
      eve.close();
    }
  }
}
