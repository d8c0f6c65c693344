package dev.noom.signaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.admission.RemoteClient;
import dev.noom.config.NoomConfig;
import dev.noom.ice.FakeConfig;
import dev.noom.ice.IceServers;
import dev.noom.memory.MemoryBudget;
import dev.noom.protocol.Limits;
import dev.noom.protocol.Peer;
import dev.noom.protocol.RawJson;
import dev.noom.protocol.SignalMessage.Bye;
import dev.noom.protocol.SignalMessage.Chat;
import dev.noom.protocol.SignalMessage.Error;
import dev.noom.protocol.SignalMessage.Joined;
import dev.noom.protocol.SignalMessage.Left;
import dev.noom.protocol.SignalMessage.Offer;
import dev.noom.protocol.SignalMessage.Pong;
import dev.noom.protocol.SignalMessage.Renamed;
import dev.noom.protocol.SignalMessage.Returned;
import dev.noom.protocol.SignalMessage.Trouble;
import dev.noom.protocol.SignalMessage.Welcome;
import dev.noom.resume.ResumeTokens;
import dev.noom.room.Capacity;
import dev.noom.room.RoomService;
import dev.noom.stun.StunServer;
import jakarta.enterprise.event.Event;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One connection without a container: what it says, and what it is told. */
class SignalingSessionTest {
  private static final Limits LIMITS = new Limits(65_536, 8, 60);

  private final MemoryBudget memory = new MemoryBudget(1 << 24);
  private final RoomService rooms =
      new RoomService(LIMITS, new Capacity(100, 100, 0, 0, 120), memory);
  private final List<Object> noted = new ArrayList<>();
  private final NoomConfig config = new FastConfig();
  private final Connections connections = new Connections(config, memory);
  private final JoinService joinService =
      new JoinService(
          rooms,
          new ResumeTokens(config),
          new IceServers(new FakeConfig(), new StunServer()),
          LIMITS,
          connections,
          new Warnings(),
          noted());

  @Test
  void two_who_join_are_introduced_and_may_speak() {
    Browser ada = new Browser().joins("Ada");
    Browser bob = new Browser().joins("Bob");
    Joined joined = bob.hears(Joined.class);
    String adaId = ada.hears(Joined.class).self();
    assertEquals(List.of(adaId), joined.peers().stream().map(peer -> peer.id()).toList());
    assertEquals(joined.self(), ada.hears(Welcome.class).peer().id());

    ada.says("{'type':'offer','from':'forged','to':'" + joined.self() + "','sdp':'v=0'}");

    assertEquals(new Offer(adaId, null, RawJson.of("v=0")), bob.hears(Offer.class));
  }

  @Test
  void before_the_join_only_a_join_is_heard() {
    Browser ada = new Browser();
    ada.says("{'type':'offer','sdp':'v=0'}");
    assertEquals("not-joined", ada.hears(Error.class).code());
    ada.says("{'type':'leave'}");
    assertEquals("not-joined", ada.hears(Error.class).code());
    ada.joins("Ada").hears(Joined.class);
    ada.joins("Ada");
    assertEquals("already-joined", ada.hears(Error.class).code());
    assertTrue(ada.isOpen());
  }

  @Test
  void the_connection_stays_open_after_a_bad_message() {
    Browser ada = new Browser().joins("Ada");
    ada.hears(Joined.class);
    for (String bad :
        List.of("[{'type':'leave'}]", "{'type':'leave'} x", "{'type':'offer'}", "{")) {
      ada.says(bad);
      assertEquals("bad-message", ada.hears(Error.class).code(), bad);
    }
    ada.says("{'type':'joined'}");
    assertEquals("unknown-type", ada.hears(Error.class).code());
    ada.session.binary(5, true);
    assertEquals("bad-message", ada.hears(Error.class).code());
    ada.says("{'type':'ping'}");
    assertEquals(new Pong(), ada.hears(Pong.class));
  }

  @Test
  void a_line_of_the_chat_has_the_servers_sender_and_no_other() {
    Browser ada = new Browser().joins("Ada");
    Browser bob = new Browser().joins("Bob");
    String adaId = ada.hears(Joined.class).self();
    bob.hears(Joined.class);
    ada.hears(Welcome.class);
    ada.says(
        "{'type':'chat','from':{'id':1},'name':['Root'],'number':-1,'at':'never','ref':'r','text':'hi'}");
    Chat line = bob.hears(Chat.class);
    assertEquals(List.of(adaId, "Ada", "hi"), List.of(line.from(), line.name(), line.text()));
    assertEquals(line, ada.hears(Chat.class));
    for (String bad :
        List.of("'text':'hi'", "'ref':'r'", "'text':7,'ref':'r'", "'text':'hi','ref':null")) {
      ada.says("{'type':'chat'," + bad + "}");
      assertEquals("bad-message", ada.hears(Error.class).code(), bad);
    }
    for (String ref : List.of("", "r".repeat(65))) {
      ada.says("{'type':'chat','text':'hi','ref':'" + ref + "'}");
      assertEquals("bad-message", ada.hears(Error.class).code());
    }
  }

  @Test
  void who_writes_too_fast_is_told_of_each_line_and_keeps_the_connection() {
    Browser ada = new Browser().joins("Ada");
    ada.hears(Joined.class);
    for (int i = 0; i < 12; i++) {
      ada.says("{'type':'chat','text':'hi','ref':'r" + i + "'}");
    }
    for (int i = 0; i < 10; i++) {
      assertEquals("r" + i, ada.hears(Chat.class).ref());
    }
    for (int i = 10; i < 12; i++) {
      Error error = ada.hears(Error.class);
      assertEquals(List.of("too-fast", "r" + i), List.of(error.code(), error.ref()));
    }
    assertTrue(ada.isOpen());
  }

  @Test
  void who_is_cut_gets_the_lines_after_the_last_that_has_come() {
    Browser ada = new Browser().joins("Ada");
    Browser bob = new Browser().joins("Bob");
    String token = bob.hears(Joined.class).resume();
    ada.says("{'type':'chat','text':'one','ref':'r1'}");
    ada.says("{'type':'chat','text':'two','ref':'r2'}");
    long heard = bob.hears(Chat.class).number();
    bob.closes(CloseCodes.CLOSED_ABNORMALLY);
    Browser again = new Browser();
    again.says("{'type':'join','name':'Bob','resume':'" + token + "','heard':" + heard + "}");
    again.hears(Joined.class);
    assertEquals("two", again.hears(Chat.class).text());
    assertEquals(List.of(), again.socket.written);
  }

  @Test
  void a_new_name_is_told_to_everybody_and_to_those_who_come_later() {
    Browser ada = new Browser().joins("Ada");
    Browser bob = new Browser().joins("Bob");
    Joined joined = ada.hears(Joined.class);
    bob.hears(Joined.class);
    ada.hears(Welcome.class);
    ada.says("{'type':'rename','name':'  Ada   Lovelace '}");
    Peer renamed = new Peer(joined.self(), "Ada Lovelace");
    assertEquals(new Renamed(renamed), ada.hears(Renamed.class));
    assertEquals(new Renamed(renamed), bob.hears(Renamed.class));
    assertTrue(new Browser().joins("Eve").hears(Joined.class).peers().contains(renamed));
    bob.hears(Welcome.class);
    ada.says("{'type':'chat','text':'hi','ref':'r1'}");
    assertEquals("Ada Lovelace", bob.hears(Chat.class).name());

    ada.closes(CloseCodes.CLOSED_ABNORMALLY);
    Browser again = new Browser();
    again.says(
        "{'type':'join','name':'Ada Lovelace','resume':'"
            + joined.resume()
            + "','heard':9999999999999}");
    Joined second = again.hears(Joined.class);
    assertEquals(renamed, bob.hears(Returned.class).peer());
    // Its token has the new name; without a good one in the join, that counts.
    Browser third = new Browser();
    third.says("{'type':'join','name':' ','resume':'" + second.resume() + "'}");
    third.hears(Joined.class);
    assertEquals(renamed, bob.hears(Returned.class).peer());
  }

  @Test
  void a_bad_name_changes_nothing_and_no_name_changes_too_often() {
    Browser ada = new Browser().joins("Ada");
    Browser bob = new Browser().joins("Bob");
    ada.hears(Joined.class);
    ada.hears(Welcome.class);
    bob.hears(Joined.class);
    for (String bad : List.of("'name':''", "'x':1", "'name':'a\u202eb'")) {
      ada.says("{'type':'rename'," + bad + "}");
      assertEquals("bad-name", ada.hears(Error.class).code(), bad);
    }
    ada.says("{'type':'rename','name':7}");
    assertEquals("bad-message", ada.hears(Error.class).code());
    assertEquals(List.of(), bob.socket.written);
    for (int i = 0; i < 11; i++) {
      ada.says("{'type':'rename','name':'Ada " + i + "'}");
    }
    // The three that were refused count, for judging them was work.
    assertEquals(7, bob.socket.written.size());
    assertEquals("too-fast", ((Error) ada.last()).code());
    new Browser().says("{'type':'rename','name':'Eve'}");
  }

  @Test
  void a_message_in_parts_is_one_message() {
    Browser ada = new Browser();
    ada.session.text("{\"type\":\"jo", false);
    ada.session.text("in\",\"name\":\"A", false);
    assertEquals(List.of(), ada.socket.written);
    ada.session.text("da\"}", true);
    assertNotNull(ada.hears(Joined.class));
  }

  @Test
  void too_many_messages_are_dropped_undecoded_and_then_end_the_connection() {
    Browser ada = new Browser().joins("Ada");
    ada.hears(Joined.class);
    int bad = 0;
    while (ada.socket.written.isEmpty() || !(ada.last() instanceof Bye)) {
      ada.says("no message");
      bad++;
      assertTrue(bad < 1_000, "nobody is ever too fast");
    }
    long answers = ada.codes().stream().filter("bad-message"::equals).count();
    assertEquals(1, ada.codes().stream().filter("too-fast"::equals).count());
    // As many as may come at once are answered. As many again are owed before the end.
    assertTrue(answers <= FastConfig.BURST, () -> "answered: " + answers);
    assertTrue(bad > 2 * FastConfig.BURST - 5, "sent away after " + bad);
    int said = ada.socket.written.size();
    ada.says("{'type':'ping'}");
    assertEquals(said, ada.socket.written.size());
    assertEquals(1, rooms.participantCount(), "the place is kept");
  }

  @Test
  void a_message_that_is_too_long_ends_the_connection() {
    Browser ada = new Browser();
    ada.session.text("x".repeat(9_000), true);
    assertEquals(CloseCodes.TOO_BIG, ada.socket.closed.getCloseCode());
    Browser bob = new Browser().joins("Bob");
    bob.session.text("x".repeat(9_000), true);
    assertTrue(bob.isOpen());
  }

  @Test
  void the_page_that_goes_leaves_and_the_one_that_is_cut_keeps_its_place() {
    Browser ada = new Browser().joins("Ada");
    Browser bob = new Browser().joins("Bob");
    Browser eve = new Browser().joins("Eve");
    ada.socket.written.clear();
    bob.closes(CloseCodes.CLOSED_ABNORMALLY);
    assertEquals(3, rooms.participantCount());
    assertEquals(List.of(), ada.socket.written);
    eve.closes(CloseCodes.GOING_AWAY);
    assertEquals(2, rooms.participantCount());
    assertNotNull(ada.hears(Left.class));
  }

  @Test
  void who_is_cut_comes_back_with_the_token() {
    Browser ada = new Browser().joins("Ada");
    Joined first = ada.hears(Joined.class);
    ada.closes(CloseCodes.CLOSED_ABNORMALLY);
    Browser again = new Browser();
    again.says("{'type':'join','name':'Ada','resume':'" + first.resume() + "'}");
    Joined second = again.hears(Joined.class);
    assertEquals(first.self(), second.self());
    assertTrue(second.resumed());
    Browser elsewhere = new Browser("lunch");
    elsewhere.says("{'type':'join','name':'Ada','resume':'" + first.resume() + "'}");
    assertEquals("not-allowed", elsewhere.hears(Error.class).code());
  }

  @Test
  void who_leaves_is_closed_after_the_last_word() {
    Browser ada = new Browser().joins("Ada");
    ada.says("{'type':'leave'}");
    assertEquals(CloseCodes.NORMAL_CLOSURE, ada.socket.closed.getCloseCode());
    assertEquals(0, rooms.participantCount());
  }

  @Test
  void a_trouble_is_noted_once_and_nobody_else_is_told() {
    Browser ada = new Browser().joins("Ada");
    ada.socket.written.clear();
    ada.says("{'type':'trouble','cause':'udp-blocked'}");
    ada.says("{'type':'trouble','cause':'udp-blocked'}");
    assertEquals(List.of(new Trouble("udp-blocked")), noted);
    ada.says("{'type':'trouble','cause':'gremlins'}");
    assertEquals("bad-message", ada.hears(Error.class).code());
  }

  @Test
  void without_the_subprotocol_or_a_room_nobody_joins() {
    Browser ada = new Browser("standup", null).joins("Ada");
    assertEquals("bad-room", ada.hears(Error.class).code());
    Browser bob = new Browser("a/b").joins("Bob");
    assertEquals(List.of("bad-room", "bad-room"), bob.codes());
    assertEquals(0, rooms.participantCount());
  }

  @Test
  void all_memory_is_given_back_at_the_end() {
    Browser ada = new Browser();
    assertFalse(memory.held() == 0, "a connection that has not joined costs something");
    ada.session.text("x".repeat(5_000), false);
    ada.closes(CloseCodes.CLOSED_ABNORMALLY);
    assertEquals(0, memory.held());
  }

  /** Undertow keeps a closed connection until its other end has answered. */
  @Test
  void an_unfinished_message_is_dropped_as_soon_as_its_connection_is_to_close() {
    Browser ada = new Browser().joins("Ada");
    long before = memory.held();
    ada.session.text("x".repeat(100_000), false);
    assertTrue(memory.held() > before);
    ada.session.text("x".repeat(100_000), false);
    assertEquals(CloseCodes.TOO_BIG, ada.socket.closed.getCloseCode());
    assertEquals(before, memory.held());
  }

  /** A page at one end of a connection. */
  private final class Browser {
    final FakeSession socket = new FakeSession();
    final SignalingSession session;

    Browser() {
      this("standup");
    }

    Browser(String room) {
      this(room, SignalingSession.SUBPROTOCOL);
    }

    Browser(String room, String subprotocol) {
      RemoteClient caller = RemoteClient.of(null);
      var holding = connections.holding(caller);
      Outbox outbox = new Outbox(socket.session(), holding, null);
      session = new SignalingSession(joinService, caller, outbox, holding);
      session.opened(subprotocol, room);
    }

    Browser joins(String name) {
      says("{'type':'join','name':'" + name + "'}");
      return this;
    }

    void says(String text) {
      session.text(text.replace('\'', '"'), true);
    }

    void closes(CloseReason.CloseCode code) {
      socket.closed = new CloseReason(code, "");
      session.closed(socket.closed);
    }

    boolean isOpen() {
      return socket.closed == null;
    }

    Object last() {
      return socket.written.get(socket.written.size() - 1);
    }

    List<String> codes() {
      return socket.written.stream()
          .filter(Error.class::isInstance)
          .map(error -> ((Error) error).code())
          .toList();
    }

    /** The next message, which is of this type. */
    <T> T hears(Class<T> type) {
      assertFalse(socket.written.isEmpty(), () -> "nothing was said, but " + type.getSimpleName());
      return type.cast(socket.written.remove(0));
    }
  }

  @SuppressWarnings("unchecked")
  private Event<Trouble> noted() {
    return (Event<Trouble>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Event.class},
            (proxy, method, arguments) -> {
              assertEquals("fire", method.getName(), () -> Arrays.toString(arguments));
              noted.add(arguments[0]);
              return null;
            });
  }

  private static final class FastConfig extends NoomConfig {
    static final int BURST = 20;

    @Override
    public int messageRate() {
      return 1;
    }

    @Override
    public int messageBurst() {
      return BURST;
    }

    @Override
    public int kilobyteRate() {
      return 1_000;
    }

    @Override
    public int kilobyteBurst() {
      return 1_000;
    }

    @Override
    public int pingSeconds() {
      return 20;
    }

    @Override
    public int pingPatienceSeconds() {
      return 10;
    }

    @Override
    public int joinSeconds() {
      return 60;
    }

    @Override
    public int resumeTokenHours() {
      return 1;
    }

    @Override
    public Optional<byte[]> resumeKey() {
      return Optional.of(
          Base64.getDecoder().decode("c2VjcmV0IG9mIHRoaXMgdGVzdCwgMzIgYnl0ZXMgbG9uZw=="));
    }
  }
}
