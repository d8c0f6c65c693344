package dev.noom.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.noom.Deployments;
import dev.noom.config.NoomConfig;
import dev.noom.protocol.ErrorCode;
import dev.noom.protocol.RawJson;
import dev.noom.protocol.Refusal;
import dev.noom.protocol.SignalMessage.Offer;
import dev.noom.protocol.SignalMessage.Welcome;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The rooms as the container makes and injects them, inside Payara Micro. */
@Tag("quick")
@ExtendWith(ArquillianExtension.class)
class RoomServiceIT {
  @Inject private RoomService rooms;
  @Inject private NoomConfig config;

  @Deployment
  static WebArchive war() {
    return Deployments.war().addClasses(RoomServiceIT.class, Recorder.class, Deployments.class);
  }

  @Test
  void two_people_meet_and_leave_nothing_behind() throws Exception {
    Recorder ada = new Recorder("ada");
    Recorder bob = new Recorder("bob");
    Room room = rooms.join(RoomName.of("standup"), ada);
    rooms.join(RoomName.of("Standup"), bob);
    ada.hears(Welcome.toBeCalled(bob.peer()));
    room.relay(ada, new Offer("forged", "bob", RawJson.of("v=0")));
    bob.hears(new Offer("ada", null, RawJson.of("v=0")));
    rooms.leave(room, ada);
    rooms.leave(room, bob);
    assertEquals(0, rooms.roomCount());
    assertEquals(0, rooms.participantCount());
  }

  @Test
  void a_room_holds_as_many_as_the_configuration_says() throws Exception {
    List<Recorder> people = new ArrayList<>();
    Room room = null;
    for (int i = 0; i < config.roomCapacity(); i++) {
      people.add(new Recorder("p" + i));
      room = rooms.join(RoomName.of("full house"), people.get(i));
    }
    RoomName name = room.name();
    Refusal refused = assertThrows(Refusal.class, () -> rooms.join(name, new Recorder("late")));
    assertEquals(ErrorCode.ROOM_FULL, refused.code());
    for (Recorder person : people) {
      rooms.leave(room, person);
    }
    assertEquals(0, rooms.participantCount());
  }
}
