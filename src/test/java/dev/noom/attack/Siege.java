package dev.noom.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.noom.wire.Address;
import dev.noom.wire.Client;
import dev.noom.wire.Handshake;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/**
 * What every attack has: a target, which lives as long as the JVM, and two people in a room who
 * have nothing to do with it. Each attack ends with the same question: do they still hear each
 * other, and nothing else?
 */
final class Siege implements BeforeEachCallback, AfterEachCallback {
  /** No room of an installation that is in use. */
  private static final AtomicLong ROOMS = new AtomicLong(System.nanoTime());

  private static final Pattern UNEXPECTED =
      Pattern.compile(
          "SEVERE.*dev\\.noom|ERROR .*dev\\.noom|NullPointer|OutOfMemory|StackOverflow");

  private Target target;
  private int logged;
  private String room;
  private Client ada;
  private Client bob;

  private record Camp(Target target) implements AutoCloseable {
    @Override
    public void close() {
      target.close();
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    target =
        context
            .getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(Siege.class))
            .getOrComputeIfAbsent(Camp.class, type -> new Camp(Target.choose()), Camp.class)
            .target();
    logged = log().orElse("").length();
    room = newRoom();
    ada = enter(room).join("Ada");
    bob = enter(room).join("Bob");
    ada.expect("welcome");
  }

  @Override
  public void afterEach(ExtensionContext context) {
    try {
      if (context.getExecutionException().isEmpty()) {
        stillHear(ada, bob);
        stillHear(bob, ada);
        assertEquals(List.of(), newInLog().filter(Siege::isUnexpected).toList());
      } else {
        newInLog().forEach(System.out::println);
      }
    } finally {
      leave(ada);
      leave(bob);
    }
  }

  /** What the attack has made the server say. */
  private Stream<String> newInLog() {
    return log().stream().flatMap(all -> all.substring(logged).lines());
  }

  /** An attack is business as usual, and nothing that we had not thought of. */
  private static boolean isUnexpected(String line) {
    return UNEXPECTED.matcher(line).find();
  }

  private static void stillHear(Client from, Client to) {
    String sdp = "v=0 " + System.nanoTime();
    from.offers(to, sdp);
    assertEquals(sdp, to.expect("offer").getString("sdp"));
  }

  private static void leave(Client client) {
    client.say("{\"type\":\"leave\"}");
    client.expectClose();
    client.close();
  }

  Address target() {
    return target.address();
  }

  /** What the server has logged so far; empty where that is not ours to read. */
  Optional<String> log() {
    return target.log();
  }

  /** Where the two are. */
  String room() {
    return room;
  }

  Client ada() {
    return ada;
  }

  Client bob() {
    return bob;
  }

  /** A room in which nobody is. */
  static String newRoom() {
    return "attack " + ROOMS.incrementAndGet();
  }

  /** Another connection to a room; nobody has joined on it. */
  Client enter(String name) {
    return Handshake.with(target.address()).into(name).open();
  }
}
