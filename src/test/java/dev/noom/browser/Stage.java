package dev.noom.browser;

import com.microsoft.playwright.Playwright;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/**
 * What every browser test stands on: servers and browsers that live as long as the JVM, and people
 * who live as long as one test. A test ends with a look at what its pages complained about, and at
 * every address that they asked for.
 */
final class Stage implements BeforeEachCallback, AfterEachCallback {
  private static final AtomicInteger ROOMS = new AtomicInteger();

  private final List<Person> people = new ArrayList<>();

  /** The browsers of this test alone. */
  private final Map<Network, Browsers> inside = new HashMap<>();

  private Props props;
  private String room;

  /**
   * What is expensive to make. {@link Playwright} and all of this belong to the one test thread.
   */
  private static final class Props implements AutoCloseable {
    private final Browsers browsers = Browsers.here();
    private final Map<List<String>, NoomServer> servers = new HashMap<>();

    @Override
    public void close() {
      browsers.close();
      servers.values().forEach(NoomServer::close);
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    props =
        context
            .getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(Stage.class))
            .getOrComputeIfAbsent(Props.class, type -> new Props(), Props.class);
    room = "room " + ROOMS.incrementAndGet();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    boolean failed = context.getExecutionException().isPresent();
    try {
      if (failed) {
        String test =
            context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName();
        people.forEach(person -> person.isPictured(test));
        props.servers.forEach((options, server) -> System.out.println(options + server.log()));
      } else {
        people.forEach(Person::hasNothingToComplainAbout);
      }
    } finally {
      people.forEach(Person::goesHome);
      people.clear();
      inside.values().forEach(Browsers::close);
      inside.clear();
    }
  }

  /** A room that no other test uses. */
  String room() {
    return room;
  }

  /** Noom with its defaults. */
  NoomServer noom() {
    return noom(List.of());
  }

  /** Noom with these options of payara/Start.java. */
  NoomServer noom(List<String> options) {
    NoomServer server =
        props.servers.computeIfAbsent(
            options, each -> NoomServer.start(each.toArray(String[]::new)));
    server.awaitReady();
    return server;
  }

  /** Somebody with cameras, a microphone and everything allowed, at the default Noom. */
  Person person(String name) {
    return visitor(name).comes();
  }

  /** Somebody who is different in some way: say how, then {@link Visitor#comes()}. */
  Visitor visitor(String name) {
    return new Visitor(name, props.browsers, () -> noom().url(), people::add);
  }

  /** Somebody at this Noom who sees nothing but this network. */
  Visitor visitor(String name, Network network, NoomServer noom) {
    Browsers browsers = inside.computeIfAbsent(network, Browsers::inside);
    return new Visitor(name, browsers, noom::url, people::add);
  }
}
