package dev.noom.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.noom.protocol.ErrorCode;
import dev.noom.protocol.Opaque;
import dev.noom.protocol.Refusal;
import dev.noom.protocol.SignalMessage.Bye;
import dev.noom.protocol.SignalMessage.Left;
import dev.noom.protocol.SignalMessage.Offer;
import dev.noom.protocol.SignalMessage.Standby;
import dev.noom.protocol.SignalMessage.Welcome;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoomTest {
  private Room room;
  private Recorder ada;
  private Recorder bob;

  @BeforeEach
  void two_in_a_room() throws Exception {
    room = new Room(RoomName.of("standup"), 3);
    ada = new Recorder("ada").joins(room);
    bob = new Recorder("bob").joins(room);
  }

  @Test
  void the_newcomer_gets_the_roster_and_the_others_are_told_to_call() {
    assertEquals(List.of(), ada.roster);
    assertEquals(List.of(ada.peer()), bob.roster);
    ada.hears(Welcome.toBeCalled(bob.peer()));
    ada.hearsNothing();
    bob.hearsNothing();
  }

  @Test
  void a_forged_sender_is_overwritten() throws Exception {
    ada.offers(bob, "v=0");
    bob.hears(new Offer("ada", null, Opaque.of("v=0")));
  }

  @Test
  void a_message_to_nobody_in_particular_reaches_everyone_else() throws Exception {
    Recorder eve = new Recorder("eve").joins(room);
    ada.heard.clear();
    ada.offers(null, "v=0");
    bob.hears(Welcome.toBeCalled(eve.peer()));
    bob.hears(new Offer("ada", null, Opaque.of("v=0")));
    eve.hears(new Offer("ada", null, Opaque.of("v=0")));
    ada.hearsNothing();
  }

  @Test
  void whoever_is_not_here_gets_nothing_and_the_sender_is_told() throws Exception {
    Room other = new Room(RoomName.of("other"), 3);
    Recorder eve = new Recorder("eve").joins(other);
    Refusal refused = assertThrows(Refusal.class, () -> ada.offers(eve, "v=0"));
    assertEquals("no-such-peer", refused.toMessage().code());
    assertEquals("eve", refused.toMessage().peer());
    eve.hearsNothing();
    bob.hearsNothing();
  }

  @Test
  void nobody_can_send_to_himself() {
    assertEquals(
        ErrorCode.NO_SUCH_PEER, assertThrows(Refusal.class, () -> ada.offers(ada, "v=0")).code());
  }

  @Test
  void whoever_has_left_can_send_no_more_and_the_others_are_told_once() {
    bob.leaves();
    bob.leaves();
    ada.hears(Welcome.toBeCalled(bob.peer()));
    ada.hears(new Left("bob"));
    ada.hearsNothing();
    assertEquals(
        ErrorCode.NOT_JOINED, assertThrows(Refusal.class, () -> bob.offers(ada, "v=0")).code());
  }

  @Test
  void an_offer_made_ahead_reaches_the_next_newcomer_once() throws Exception {
    ada.heard.clear();
    room.standBy(ada, new Standby(Opaque.of("stale")));
    room.standBy(ada, new Standby(Opaque.of("v=0")));
    Recorder eve = new Recorder("eve").joins(room);
    eve.hears(new Offer("ada", null, Opaque.of("v=0")));
    eve.hearsNothing();
    ada.hears(new Welcome(eve.peer(), true));
    bob.hears(Welcome.toBeCalled(eve.peer()));
    eve.leaves();
    Recorder kim = new Recorder("kim").joins(room);
    kim.hearsNothing();
  }

  @Test
  void an_offer_made_ahead_goes_with_whoever_made_it() throws Exception {
    room.standBy(ada, new Standby(Opaque.of("v=0")));
    ada.leaves();
    new Recorder("eve").joins(room).hearsNothing();
    assertEquals(
        ErrorCode.NOT_JOINED,
        assertThrows(Refusal.class, () -> room.standBy(ada, new Standby(Opaque.of("v=0")))).code());
  }

  @Test
  void a_full_room_takes_nobody_else_and_does_not_notice() throws Exception {
    new Recorder("eve").joins(room);
    ada.heard.clear();
    Recorder late = new Recorder("late");
    Refusal refused = assertThrows(Refusal.class, () -> late.joins(room));
    assertEquals(ErrorCode.ROOM_FULL, refused.code());
    assertEquals("This room is full: it holds 3 people.", refused.getMessage());
    ada.hearsNothing();
    late.hearsNothing();
    assertEquals(3, room.size());
  }

  @Test
  void whoever_comes_back_takes_the_old_place_and_only_the_old_one_notices() throws Exception {
    ada.heard.clear();
    Recorder again = new Recorder("bob").joins(room);
    assertEquals(List.of(ada.peer()), again.roster);
    bob.hears(new Bye("replaced", "stop", 0));
    ada.hearsNothing();
    ada.offers(again, "v=0");
    again.hears(new Offer("ada", null, Opaque.of("v=0")));
    bob.hearsNothing();
    bob.leaves();
    ada.hearsNothing();
    assertEquals(2, room.size());
  }

  @Test
  void an_empty_room_is_over() throws Exception {
    ada.leaves();
    bob.leaves();
    assertFalse(room.admit(new Recorder("eve")));
  }
}
