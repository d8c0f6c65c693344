package dev.noom.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.memory.MemoryBudget;
import dev.noom.protocol.ErrorCode;
import dev.noom.protocol.IceCandidate;
import dev.noom.protocol.Peer;
import dev.noom.protocol.RawJson;
import dev.noom.protocol.Refusal;
import dev.noom.protocol.SignalMessage.Answer;
import dev.noom.protocol.SignalMessage.Bye;
import dev.noom.protocol.SignalMessage.Crossed;
import dev.noom.protocol.SignalMessage.Ice;
import dev.noom.protocol.SignalMessage.Left;
import dev.noom.protocol.SignalMessage.Offer;
import dev.noom.protocol.SignalMessage.Returned;
import dev.noom.protocol.SignalMessage.Standby;
import dev.noom.protocol.SignalMessage.Welcome;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoomTest {
  /** When a place is over, on a clock that begins at 0. */
  private static final long SOON = 60;

  /** On that clock; two people have been here since long before it began. */
  private long now = -Stay.GRACE;

  private Room room;
  private Recorder ada;
  private Recorder bob;

  @BeforeEach
  void two_in_a_room() throws Exception {
    room = roomOfThree("standup");
    ada = new Recorder("ada").joins(room);
    bob = new Recorder("bob").joins(room);
    now = 0;
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
    bob.hears(new Offer("ada", null, RawJson.of("v=0")));
  }

  @Test
  void a_message_to_nobody_in_particular_reaches_everyone_else() throws Exception {
    Recorder eve = new Recorder("eve").joins(room);
    ada.heard.clear();
    ada.offers(null, "v=0");
    bob.hears(Welcome.toBeCalled(eve.peer()));
    bob.hears(new Offer("ada", null, RawJson.of("v=0")));
    eve.hears(new Offer("ada", null, RawJson.of("v=0")));
    ada.hearsNothing();
  }

  @Test
  void whoever_is_not_here_gets_nothing_and_the_sender_is_told() throws Exception {
    Room other = roomOfThree("other");
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
    ada.hears(Left.byChoice("bob"));
    ada.hearsNothing();
    assertEquals(
        ErrorCode.NOT_JOINED, assertThrows(Refusal.class, () -> bob.offers(ada, "v=0")).code());
  }

  @Test
  void an_offer_made_ahead_reaches_the_next_newcomer_once() throws Exception {
    ada.heard.clear();
    room.standBy(ada, new Standby(RawJson.of("stale")));
    room.standBy(ada, new Standby(RawJson.of("v=0")));
    Recorder eve = new Recorder("eve").joins(room);
    eve.hears(new Offer("ada", null, RawJson.of("v=0")));
    eve.hearsNothing();
    ada.hears(new Welcome(eve.peer(), true));
    bob.hears(Welcome.toBeCalled(eve.peer()));
    eve.leaves();
    Recorder kim = new Recorder("kim").joins(room);
    kim.hearsNothing();
  }

  @Test
  void the_first_prepared_offer_is_crossed_with_that_of_the_newcomer() throws Exception {
    Room empty = new Room(RoomName.of("crossing"), 4, load());
    Recorder kim = new Recorder("kim").crossing(null).joins(empty);
    Recorder lee = new Recorder("lee").crossing("v=0 lee").joins(empty);
    empty.standBy(kim, new Standby(RawJson.of("v=0 kim")));
    empty.standBy(lee, new Standby(RawJson.of("v=0 lee again")));
    kim.heard.clear();
    Recorder max = new Recorder("max").crossing("v=0 max").joins(empty);
    max.hears(new Crossed("kim", RawJson.of("v=0 kim")));
    max.hears(new Offer("lee", null, RawJson.of("v=0 lee again")));
    kim.hears(new Welcome(max.peer(), true));
    kim.hears(new Crossed("max", RawJson.of("v=0 max")));
    lee.hears(new Welcome(max.peer(), true));
    lee.hearsNothing();
  }

  @Test
  void a_page_that_does_not_understand_crossed_offers_gets_none() throws Exception {
    Room empty = new Room(RoomName.of("crossing"), 4, load());
    Recorder old = new Recorder("old").joins(empty);
    empty.standBy(old, new Standby(RawJson.of("v=0 old")));
    Recorder max = new Recorder("max").crossing("v=0 max").joins(empty);
    max.hears(new Offer("old", null, RawJson.of("v=0 old")));
    old.hears(new Welcome(max.peer(), true));
    old.hearsNothing();
  }

  @Test
  void an_offer_made_ahead_goes_with_whoever_made_it() throws Exception {
    room.standBy(ada, new Standby(RawJson.of("v=0")));
    ada.leaves();
    new Recorder("eve").joins(room).hearsNothing();
    assertEquals(
        ErrorCode.NOT_JOINED,
        assertThrows(Refusal.class, () -> room.standBy(ada, new Standby(RawJson.of("v=0"))))
            .code());
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
  void the_newer_of_two_connections_wins_and_the_others_hear_of_a_return() throws Exception {
    ada.heard.clear();
    Recorder again = bob.returns(room);
    assertEquals(List.of(ada.peer()), again.roster);
    bob.hears(new Bye("replaced", "stop", 0));
    ada.hears(new Returned(bob.peer()));
    ada.offers(again, "v=0");
    again.hears(new Offer("ada", null, RawJson.of("v=0")));
    bob.hearsNothing();
    bob.leaves();
    bob.drops(SOON);
    bob.hearsNothing();
    ada.hearsNothing();
    assertEquals(2, room.size());
    assertThrows(Refusal.class, () -> bob.offers(ada, "v=0"));
  }

  @Test
  void a_lost_connection_keeps_the_place_and_nobody_is_told() throws Exception {
    bob.drops(SOON);
    bob.drops(SOON);
    ada.hears(Welcome.toBeCalled(bob.peer()));
    Recorder eve = new Recorder("eve").joins(room);
    assertEquals(List.of(ada.peer(), bob.peer()), eve.roster);
    ada.hears(Welcome.toBeCalled(eve.peer()));
    assertThrows(Refusal.class, () -> new Recorder("late").joins(room));
    Recorder again = bob.returns(room);
    assertEquals(List.of(ada.peer(), eve.peer()), again.roster);
    again.hearsNothing();
    ada.hears(new Returned(bob.peer()));
    ada.hearsNothing();
    eve.hears(new Returned(bob.peer()));
    eve.hearsNothing();
  }

  @Test
  void what_is_said_to_somebody_who_is_away_waits_for_him_in_order() throws Exception {
    Recorder eve = new Recorder("eve").joins(room);
    bob.drops(SOON);
    ada.offers(bob, "v=0 ada");
    eve.trickles(bob, "1");
    eve.offers(null, "v=0 all");
    ada.trickles(bob, "2");
    Recorder again = bob.returns(room);
    again.hears(new Offer("ada", null, RawJson.of("v=0 ada")));
    again.hears(new Offer("eve", null, RawJson.of("v=0 all")));
    again.hears(Recorder.ice("ada", null, "2"));
    again.hearsNothing();
  }

  @Test
  void a_newer_offer_takes_the_place_of_the_older_and_its_candidates() throws Exception {
    bob.drops(SOON);
    ada.offers(bob, "v=0 stale");
    ada.trickles(bob, "stale");
    room.relay(ada, new Answer(null, "bob", RawJson.of("v=0 answer")));
    ada.offers(bob, "v=0");
    ada.trickles(bob, "1");
    Recorder again = bob.returns(room);
    again.hears(new Answer("ada", null, RawJson.of("v=0 answer")));
    again.hears(new Offer("ada", null, RawJson.of("v=0")));
    again.hears(Recorder.ice("ada", null, "1"));
    again.hearsNothing();
  }

  @Test
  void nobody_hears_from_somebody_who_is_not_in_his_roster() throws Exception {
    bob.drops(SOON);
    ada.offers(bob, "v=0");
    ada.leaves();
    Recorder again = bob.returns(room);
    assertEquals(List.of(), again.roster);
    again.hearsNothing();
  }

  @Test
  void whoever_is_sent_too_much_while_he_is_away_loses_his_place() throws Exception {
    ada.heard.clear();
    bob.drops(SOON);
    int sent = 0;
    while (room.size() == 2) {
      room.relay(ada, new Answer(null, "bob", RawJson.of("x".repeat(60_000))));
      sent++;
      assertTrue(sent < 100, "the mailbox has no bound");
    }
    ada.hears(Left.expired("bob"));
    assertEquals(Mailbox.MAX_KEPT / 60_258 + 1, sent);
    assertEquals(
        ErrorCode.NO_SUCH_PEER, assertThrows(Refusal.class, () -> ada.offers(bob, "v=0")).code());
  }

  @Test
  void what_is_said_to_everyone_and_says_nothing_fills_a_mailbox_too() throws Exception {
    ada.heard.clear();
    bob.drops(SOON);
    List<IceCandidate> empty = Collections.nCopies(256, new IceCandidate("", null, null, null));
    int sent = 0;
    while (room.size() == 2) {
      room.relay(ada, new Ice(null, null, empty));
      sent++;
      assertTrue(sent < 40, "candidates that say nothing weigh nothing");
    }
    ada.hears(Left.expired("bob"));
  }

  @Test
  void whoever_stays_away_for_too_long_has_left() {
    ada.heard.clear();
    bob.drops(SOON);
    room.sweep(SOON - 1, SOON);
    ada.hearsNothing();
    room.sweep(SOON, SOON);
    ada.hears(Left.expired("bob"));
    assertEquals(1, room.size());
  }

  @Test
  void a_connection_that_closed_without_a_word_is_found() throws Exception {
    ada.heard.clear();
    bob.connected = false;
    room.sweep(0, SOON);
    ada.offers(bob, "v=0");
    Recorder again = bob.returns(room);
    again.hears(new Offer("ada", null, RawJson.of("v=0")));
    bob.hearsNothing();
    again.connected = false;
    room.sweep(0, SOON);
    room.sweep(SOON, SOON);
    ada.hears(new Returned(bob.peer()));
    ada.hears(Left.expired("bob"));
  }

  @Test
  void whoever_leaves_while_his_connection_drops_has_left() {
    ada.heard.clear();
    bob.drops(SOON);
    bob.leaves();
    ada.hears(Left.byChoice("bob"));
    assertEquals(1, room.size());
  }

  @Test
  void a_newcomer_whose_answer_was_lost_is_let_in_anew_and_called_anew() throws Exception {
    room.standBy(ada, new Standby(RawJson.of("v=0 ahead")));
    ada.heard.clear();
    ada.offers(bob, "v=0 to a connection that is gone");
    bob.drops(SOON);
    ada.offers(bob, "v=0 to a connection that is gone");
    new Recorder("eve").joins(room);
    ada.heard.clear();
    Recorder again = new Recorder("bob").joins(room);
    assertEquals(List.of("ada", "eve"), again.roster.stream().map(Peer::id).toList());
    ada.hears(Welcome.toBeCalled(again.peer()));
    ada.hearsNothing();
    again.hearsNothing();
    assertEquals(3, room.size());
  }

  @Test
  void a_newcomer_whose_older_connection_still_seems_to_be_there_replaces_it() throws Exception {
    room.standBy(bob, new Standby(RawJson.of("v=0 of a connection that is gone")));
    ada.heard.clear();
    Recorder again = new Recorder("bob").joins(room);
    bob.hears(new Bye("replaced", "stop", 0));
    ada.hears(Welcome.toBeCalled(again.peer()));
    bob.drops(SOON);
    bob.leaves();
    ada.hearsNothing();
    new Recorder("eve").joins(room).hearsNothing();
  }

  @Test
  void an_older_connection_that_leaves_late_takes_nobodys_place() throws Exception {
    bob.drops(SOON);
    Recorder again = bob.returns(room);
    again.drops(SOON);
    ada.heard.clear();
    bob.leaves();
    ada.hearsNothing();
    ada.offers(again, "v=0");
    Recorder atLast = bob.returns(room);
    assertEquals(List.of(ada.peer()), atLast.roster);
    atLast.hears(new Offer("ada", null, RawJson.of("v=0")));
  }

  @Test
  void an_offer_made_ahead_goes_with_the_connection() throws Exception {
    room.standBy(ada, new Standby(RawJson.of("v=0")));
    room.standBy(bob, new Standby(RawJson.of("v=0")));
    ada.drops(SOON);
    bob.returns(room);
    new Recorder("eve").joins(room).hearsNothing();
  }

  @Test
  void after_a_restart_people_come_back_in_any_order_as_far_as_there_is_space() throws Exception {
    Room rebuilt = roomOfThree("standup");
    Recorder bobAgain = bob.returns(rebuilt);
    assertEquals(List.of(), bobAgain.roster);
    Recorder eve = new Recorder("eve").joins(rebuilt);
    bobAgain.hears(Welcome.toBeCalled(eve.peer()));
    Recorder adaAgain = ada.returns(rebuilt);
    assertEquals(List.of(bob.peer(), eve.peer()), adaAgain.roster);
    bobAgain.hears(new Returned(ada.peer()));
    eve.hears(new Returned(ada.peer()));
    Refusal refused =
        assertThrows(Refusal.class, () -> new Recorder("kim").returns(rebuilt).hearsNothing());
    assertEquals(ErrorCode.ROOM_FULL, refused.code());
  }

  @Test
  void a_room_of_people_who_are_all_away_is_not_over() throws Exception {
    ada.drops(SOON);
    bob.drops(SOON);
    assertFalse(room.isOver());
    Recorder again = ada.returns(room);
    assertEquals(List.of(bob.peer()), again.roster);
    again.drops(SOON);
    room.sweep(SOON, SOON);
    assertTrue(room.isOver());
  }

  @Test
  void who_was_here_for_no_time_keeps_the_place_for_a_moment_only() throws Exception {
    Recorder eve = new Recorder("eve").joins(room);
    now += Stay.ESTABLISHED - 1;
    eve.drops(now + 20 * Stay.GRACE);
    ada.heard.clear();
    now += Stay.MOMENT - 1;
    room.sweep(now, now + 20 * Stay.GRACE);
    ada.hearsNothing();
    now++;
    room.sweep(now, now + 20 * Stay.GRACE);
    ada.hears(Left.expired("eve"));
  }

  @Test
  void who_has_been_here_and_came_back_keeps_the_place_as_ever() throws Exception {
    bob.drops(20 * Stay.GRACE);
    Recorder again = bob.returns(room);
    again.drops(20 * Stay.GRACE);
    ada.heard.clear();
    room.sweep(20 * Stay.GRACE - 1, 0);
    ada.hearsNothing();
  }

  @Test
  void a_newcomer_gets_the_place_of_who_is_away_for_longest() throws Exception {
    new Recorder("eve").joins(room);
    bob.drops(20 * Stay.GRACE);
    now = 5;
    ada.drops(20 * Stay.GRACE);
    now = Stay.GRACE - 1;
    assertRoomFull(new Recorder("kim"));
    now = Stay.GRACE;
    Recorder kim = new Recorder("kim").joins(room);
    assertEquals(List.of("ada", "eve"), kim.roster.stream().map(Peer::id).toList());
    now = Stay.GRACE + 5;
    new Recorder("zoe").joins(room);
    assertRoomFull(new Recorder("max"));
    Refusal late = assertThrows(Refusal.class, () -> bob.returns(room));
    assertEquals(ErrorCode.ROOM_FULL, late.code());
  }

  @Test
  void who_drops_at_once_holds_up_nobody() throws Exception {
    for (int i = 0; i < 100; i++) {
      new Recorder("ghost" + i).joins(room).drops(20 * Stay.GRACE);
    }
    assertEquals(3, room.size());
    Recorder kim = new Recorder("kim").joins(room);
    assertEquals(List.of("ada", "bob"), kim.roster.stream().map(Peer::id).toList());
  }

  @Test
  void who_comes_from_a_crowd_of_absentees_goes_first() throws Exception {
    Room large = new Room(RoomName.of("large"), 4, load());
    Recorder eve = new Recorder("eve").joins(large);
    for (int i = 0; i < 3; i++) {
      new Recorder("m" + i).from("mallory").joins(large).drops(20 * Stay.GRACE);
      now += 2 * Stay.GRACE;
      if (i == 0) {
        // Away for longer than the other two.
        eve.drops(20 * Stay.GRACE);
      }
    }
    Recorder kim = new Recorder("kim").joins(large);
    assertEquals(List.of("eve", "m1", "m2"), kim.roster.stream().map(Peer::id).toList());
    Recorder zoe = new Recorder("zoe").joins(large);
    assertEquals(List.of("eve", "m2", "kim"), zoe.roster.stream().map(Peer::id).toList());
  }

  @Test
  void a_room_of_one_goes_to_who_is_here() throws Exception {
    Room small = new Room(RoomName.of("small"), 1, load());
    new Recorder("ghost").joins(small).drops(20 * Stay.GRACE);
    new Recorder("kim").joins(small);
    assertFalse(small.isOver());
    assertEquals(1, small.size());
  }

  private void assertRoomFull(Recorder late) {
    assertEquals(ErrorCode.ROOM_FULL, assertThrows(Refusal.class, () -> late.joins(room)).code());
  }

  @Test
  void an_empty_room_is_over() throws Exception {
    ada.leaves();
    bob.leaves();
    assertFalse(room.admit(new Recorder("eve")));
  }

  private Room roomOfThree(String name) throws Exception {
    return new Room(RoomName.of(name), 3, load());
  }

  private Load load() {
    return new Load(new Capacity(100, 100, 0, 0, 120), new MemoryBudget(1 << 30), () -> now);
  }
}
