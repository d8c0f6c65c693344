package dev.noom.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.noom.memory.MemoryBudget;
import dev.noom.protocol.ErrorCode;
import dev.noom.protocol.Peer;
import dev.noom.protocol.RawJson;
import dev.noom.protocol.Refusal;
import dev.noom.protocol.SignalMessage;
import dev.noom.protocol.SignalMessage.Relayed;
import dev.noom.protocol.SignalMessage.Wave;
import dev.noom.signaling.SignalMessageDecoder;
import dev.noom.signaling.SignalMessageEncoder;
import jakarta.websocket.DecodeException;
import java.util.List;

/** What two people do with a new message. {@code NewMessageTest} compiles and calls it. */
public final class Waves {
  private final Room room =
      new Room(
          RoomName.of("standup"),
          3,
          new Load(new Capacity(9, 9, 0, 0, 120), new MemoryBudget(1 << 20), System::nanoTime));
  private final Recorder ada = new Recorder("ada").joins(room);
  private final Recorder bob = new Recorder("bob").joins(room);

  public Waves() throws Exception {}

  /** Bob is away while Ada waves, and Ada makes a newer offer before Bob is back. */
  public void outlive_a_newer_offer() throws Exception {
    bob.drops(Long.MAX_VALUE);
    ada.offers(bob, "v=0 stale");
    room.relay(ada, wave(null, "bob"));
    ada.offers(bob, "v=0");
    Recorder again = bob.returns(room);
    again.hears(wave("ada", null));
    again.hears(Recorder.offer("ada", null, "v=0"));
    again.hearsNothing();
  }

  /** From the text that Ada sends to the text that Bob receives. */
  public void cross() throws Exception {
    SignalMessage read =
        new SignalMessageDecoder()
            .decode(
                """
                {"times": 12 , "to":"bob","at":[{"id":"p1","name":"Kim","x":[{}]}, {"id":"p2"}],
                 "hand":"\\u006ceft","from":{"not":"ada"},"type":"wave","both":true,
                 "song":"\\"la\\"", "colour":[[1e999999]]}
                """);
    room.relay(ada, (Relayed) read);
    bob.hears(wave("ada", null));
    assertEquals(
        "{'type':'wave','at':[{'id':'p1','name':'Kim'},{'id':'p2'}],'both':true,'from':'ada',"
            + "'hand':'left','song':'!'la!'','times':12}",
        new SignalMessageEncoder()
            .encode(wave("ada", null))
            .replace("\\\"", "!'")
            .replace('"', '\''));
  }

  /** Each is refused with a code and a sentence, like the messages that were there before. */
  public void have_their_shape() throws Exception {
    refused("The member 'hand' is missing.", "'to':'bob'");
    refused("The member 'hand' is missing, too long or has the wrong shape.", "'hand':7");
    refused("The member 'both' is missing, too long or has the wrong shape.", "'both':'yes'");
    refused("The member 'times' is missing, too long or has the wrong shape.", "'times':1.5");
    refused("The member 'times' is missing, too long or has the wrong shape.", "'times':[1]");
    refused("The member 'at' is missing, too long or has the wrong shape.", "'at':{}");
    refused("The member 'at' is missing, too long or has the wrong shape.", "'at':['p1']");
    refused("The member 'id' is missing, too long or has the wrong shape.", "'at':[{'id':{}}]");
    refused("A string has half a surrogate pair.", "'hand':'\\ud800'");
    refused("A string has half a surrogate pair.", "'song':'\\ud800'");
  }

  private static void refused(String sentence, String members) {
    String text = "{'type':'wave'," + members + "}";
    DecodeException e =
        assertThrows(
            DecodeException.class,
            () -> new SignalMessageDecoder().decode(text.replace('\'', '"')));
    assertEquals(sentence, e.getMessage());
    assertEquals(ErrorCode.BAD_MESSAGE, ((Refusal) e.getCause()).code());
  }

  private static Wave wave(String from, String to) {
    List<Peer> at = List.of(new Peer("p1", "Kim"), new Peer("p2", null));
    return new Wave(from, to, "left", 12, true, at, RawJson.of("\"la\""));
  }
}
