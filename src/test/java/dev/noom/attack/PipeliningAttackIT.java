package dev.noom.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.noom.wire.Answer;
import dev.noom.wire.Request;
import dev.noom.wire.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Many requests on one connection, sent without waiting for an answer (RFC 9112, section 9.3.2). A
 * server that begins one in the middle of another one runs out of stack; one that waits until an
 * answer is read runs out of threads.
 */
@Tag("attack")
@Timeout(120)
class PipeliningAttackIT {
  private static final int CONNECTIONS = 8;
  private static final int REQUESTS = 600;

  /** The container's, and not ours. */
  private static final String HEALTH = "/health";

  /** What an honest request may take meanwhile, on a machine that is busy with this attack. */
  private static final Duration NORMAL = Duration.ofSeconds(5);

  /** 15 s without a byte taken, and what a look at it each 5 s adds. */
  private static final Duration UNTIL_CLOSED = Duration.ofSeconds(40);

  @RegisterExtension final Siege siege = new Siege();

  private final List<Wire> wires = new ArrayList<>();
  private final List<Thread> attackers = new ArrayList<>();

  @AfterEach
  void the_end() throws InterruptedException {
    wires.forEach(Wire::close);
    for (Thread attacker : attackers) {
      attacker.join(Wire.PATIENCE.toMillis());
    }
  }

  @Test
  @Tag("remedy")
  void requests_whose_answers_nobody_reads_disturb_nobody_and_end_their_connection()
      throws InterruptedException {
    for (String path : paths()) {
      for (int i = 0; i < CONNECTIONS; i++) {
        attack(path);
      }
    }
    for (int i = 0; i < 20; i++) {
      long start = System.nanoTime();
      assertEquals(200, Request.of(siege.target()).answer().status());
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      assertTrue(took.compareTo(NORMAL) < 0, "a page took " + took);
    }
    assumeTrue(siege.log().orElse("").contains("Payara"), "another server has its own patience");
    long end = System.nanoTime() + UNTIL_CLOSED.toNanos();
    for (Thread attacker : attackers) {
      attacker.join(Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis()));
    }
    assertEquals(0, attackers.stream().filter(Thread::isAlive).count(), "are still connected");
    long said =
        siege.log().orElseThrow().lines().filter(line -> line.contains("without reading")).count();
    assertTrue(said <= 3, "said " + said + " times");
  }

  /** Each request in a pipeline gets the answer that it would get alone. */
  @Test
  void whoever_reads_the_answers_gets_all_of_them_in_order() throws IOException {
    try (Wire wire = siege.target().connect()) {
      List<String> paths = paths();
      List<Integer> alone = paths.stream().map(this::status).toList();
      for (int i = 0; i < 50; i++) {
        for (String path : paths) {
          Request.of(siege.target()).path(path).send(wire);
        }
      }
      for (int i = 0; i < 50; i++) {
        for (int path = 0; path < paths.size(); path++) {
          Answer answer = Answer.read(wire.in(), true);
          assertEquals(alone.get(path), answer.status(), paths.get(path) + "\n" + answer);
        }
      }
    }
  }

  /** What a request that is alone on its connection is answered. */
  private int status(String path) {
    if (path.equals(HEALTH)) {
      // Payara answers it here; WildFly at another port, so that here it leads home.
      return Request.of(siege.target()).path(path).answer().status();
    }
    return path.startsWith(siege.target().path("nowhere")) ? 302 : 200;
  }

  /** A file, the page, a way home, an error, and what is not ours but the container's. */
  private List<String> paths() {
    Matcher file =
        Pattern.compile("assets/[0-9a-f]+/css/page\\.css")
            .matcher(Request.of(siege.target()).answer().text());
    assertTrue(file.find());
    return List.of(
        siege.target().path(file.group()),
        siege.target().path("room/x"),
        siege.target().path("nowhere/x"),
        HEALTH);
  }

  /** Asks until the server hangs up, and reads nothing. */
  private void attack(String path) {
    Wire wire = siege.target().connect();
    wires.add(wire);
    Thread attacker =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < REQUESTS; i++) {
                  Request.of(siege.target()).path(path).send(wire);
                }
                while (true) {
                  Thread.sleep(500);
                  wire.send("\r\n");
                }
              } catch (IOException | InterruptedException hungUp) {
                // What it waits for.
                return;
              }
            });
    attackers.add(attacker);
    attacker.start();
  }
}
