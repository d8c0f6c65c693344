package dev.noom.signaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.noom.ice.FakeConfig;
import dev.noom.ice.IceServers;
import dev.noom.memory.MemoryBudget;
import dev.noom.protocol.IceServer;
import dev.noom.protocol.Limits;
import dev.noom.protocol.Peer;
import dev.noom.protocol.SignalMessage.Join;
import dev.noom.protocol.SignalMessage.Joined;
import dev.noom.protocol.SignalMessage.RenewedIceServers;
import dev.noom.protocol.SignalMessage.Welcome;
import dev.noom.room.Capacity;
import dev.noom.room.Room;
import dev.noom.room.RoomName;
import dev.noom.room.RoomService;
import dev.noom.stun.StunServer;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HousekeepingTest {
  private static final Join NEWCOMER = new Join(null, null, null, null, null, null);

  private final RoomService rooms =
      new RoomService(
          new Limits(65_536, 8, 60), new Capacity(100, 100, 0, 0, 120), new MemoryBudget(1 << 20));

  /** By period in ms. */
  private final Map<Long, Runnable> chores = new HashMap<>();

  @Test
  void everybody_who_is_here_gets_new_ice_servers_at_half_the_time_of_the_old() throws Exception {
    housekeeping(new FakeConfig().turn("5f0c3d1be2a94786", "turn:a.test")).start(null);
    FakeSession ada = new FakeSession();
    FakeSession bob = new FakeSession();
    FakeSession carl = new FakeSession();
    joins("p1", ada, "standup");
    joins("p2", bob, "lunch");
    SessionParticipant lost = participant("p3", carl);
    Room room = rooms.join(RoomName.of("standup"), lost);
    rooms.detach(room, lost);
    List.of(ada, bob, carl).forEach(session -> session.written.clear());

    chores.get(30 * 60_000L).run();

    assertEquals(List.of(new RenewedIceServers(servers("p1"))), ada.written);
    // Who is alone gets them more often, and not for as long.
    assertEquals(List.of(), bob.written);
    chores.get(5 * 60_000L).run();
    assertEquals(List.of(new RenewedIceServers(servers("p2"))), bob.written);
    assertEquals(1, ada.written.size());
    // They get them when they come back.
    assertEquals(List.of(), carl.written);
  }

  @Test
  void who_was_alone_gets_ice_servers_for_long_before_they_are_to_call() throws Exception {
    FakeSession ada = new FakeSession();
    IceServer brief = new IceServer(List.of("turn:a.test"), "brief", "");
    IceServer lasting = new IceServer(List.of("turn:a.test"), "lasting", "");
    rooms.join(
        RoomName.of("standup"),
        new SessionParticipant(
            new Peer("p1", "p1"),
            "here",
            false,
            NEWCOMER,
            new Outbox(ada.session(), new MemoryBudget(1 << 20).open("here")),
            (room, others) ->
                new Joined("p1", room.text(), others, "", false, List.of(), null, null),
            alone -> List.of(alone ? brief : lasting)));
    ada.written.clear();
    joins("p2", new FakeSession(), "standup");
    joins("p3", new FakeSession(), "standup");
    assertEquals(
        List.of(
            new RenewedIceServers(List.of(lasting)),
            Welcome.toBeCalled(new Peer("p2", "p2")),
            Welcome.toBeCalled(new Peer("p3", "p3"))),
        ada.written);
  }

  @Test
  void what_does_not_expire_is_not_renewed() {
    housekeeping(new FakeConfig()).start(null);
    assertEquals(1, chores.size());
    assertNull(chores.get(30 * 60_000L));
  }

  private void joins(String id, FakeSession session, String room) throws Exception {
    rooms.join(RoomName.of(room), participant(id, session));
  }

  private static SessionParticipant participant(String id, FakeSession session) {
    return new SessionParticipant(
        new Peer(id, id),
        id,
        false,
        NEWCOMER,
        new Outbox(session.session(), new MemoryBudget(1 << 20).open(id)),
        (room, others) -> new Joined(id, room.text(), others, "", false, List.of(), null, null),
        alone -> servers(id));
  }

  private static List<IceServer> servers(String id) {
    return List.of(new IceServer(List.of("turn:a.test"), id, "new"));
  }

  private Housekeeping housekeeping(FakeConfig config) {
    Housekeeping housekeeping = new Housekeeping();
    housekeeping.rooms = rooms;
    housekeeping.iceServers = new IceServers(config, new StunServer());
    housekeeping.scheduler =
        (ManagedScheduledExecutorService)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ManagedScheduledExecutorService.class},
                (proxy, method, arguments) -> {
                  assertEquals("scheduleWithFixedDelay", method.getName());
                  return chores.put((Long) arguments[2], (Runnable) arguments[0]);
                });
    return housekeeping;
  }
}
