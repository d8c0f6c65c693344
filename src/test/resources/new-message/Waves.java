package dev.noom.room;

import dev.noom.memory.MemoryBudget;
import dev.noom.protocol.SignalMessage.Wave;

/** What two people do with a new message. {@code NewMessageTest} compiles and calls it. */
public final class Waves {
  private final Room room =
      new Room(
          RoomName.of("standup"),
          3,
          new Load(new Capacity(9, 9, 0, 0), new MemoryBudget(1 << 20), System::nanoTime));
  private final Recorder ada = new Recorder("ada").joins(room);
  private final Recorder bob = new Recorder("bob").joins(room);

  public Waves() throws Exception {}

  /** Bob is away while Ada waves, and Ada makes a newer offer before Bob is back. */
  public void outlive_a_newer_offer() throws Exception {
    bob.drops(Long.MAX_VALUE);
    ada.offers(bob, "v=0 stale");
    room.relay(ada, new Wave(null, "bob", "left"));
    ada.offers(bob, "v=0");
    Recorder again = bob.returns(room);
    again.hears(new Wave("ada", null, "left"));
    again.hears(Recorder.offer("ada", null, "v=0"));
    again.hearsNothing();
  }
}
