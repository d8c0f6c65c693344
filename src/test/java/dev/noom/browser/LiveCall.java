package dev.noom.browser;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A call that must go on, whatever becomes of the server: who is in it watches the others without a
 * break, from {@link #begins} to {@link #wentOn}. Pictures that stand still, connections replaced,
 * tiles that flicker and ids that change are faults.
 */
final class LiveCall {
  private static final String AWAY = Words.ENGLISH.get("notice.server-away");
  private static final String BACK = Words.ENGLISH.get("notice.reconnected");

  private final Stage stage;
  private final URI home;
  private final List<Person> people;

  private LiveCall(Stage stage, URI home, Map<String, URI> homes) {
    this.stage = stage;
    this.home = home;
    people = homes.entrySet().stream().map(e -> person(e.getKey(), e.getValue())).toList();
  }

  /** They have entered, and everybody sees everybody. */
  static LiveCall of(Stage stage, URI home, String... names) {
    Map<String, URI> homes = new LinkedHashMap<>();
    List.of(names).forEach(name -> homes.put(name, home));
    return of(stage, homes);
  }

  /**
   * The same, with a way to the server for each.
   *
   * @param homes by name, in the order in which they come
   */
  static LiveCall of(Stage stage, Map<String, URI> homes) {
    LiveCall call = new LiveCall(stage, homes.values().iterator().next(), homes);
    call.people.forEach(person -> person.enters(stage.room()));
    call.everybodySees(call.people);
    return call;
  }

  /** Somebody with the same home, whose browser may miss the server. */
  Person person(String name) {
    return person(name, home);
  }

  private Person person(String name, URI at) {
    Person person =
        stage
            .visitor(name)
            .at(at)
            .with(Chromium.SLOW_CAMERA)
            // Half the pixels to draw, for the same reason.
            .sized(800, 600)
            .running("continuity.js")
            .comes();
    person.missesTheServer();
    return person;
  }

  Person person(int number) {
    return people.get(number);
  }

  List<Person> people() {
    return people;
  }

  LiveCall begins() {
    for (Person person : people) {
      List<String> others = othersThan(person).map(Person::name).toList();
      person.asks("names => continuity.begin(names)", others);
    }
    return this;
  }

  /** So long since it began; in steps, for longer than a person waits for anything. */
  void lasts(int seconds) {
    for (int step = Math.min(seconds, 20); step <= seconds; step++) {
      people.get(0).until("seconds => continuity.elapsed() > seconds * 1000", step);
    }
  }

  /** Everybody's page says that the server is away, and that the call goes on. */
  void isToldOfTheServersAbsence() {
    people.forEach(person -> person.until("words => continuity.said.includes(words)", AWAY));
  }

  /** Everybody's page has said so and has taken it back; there was nothing else to be said. */
  void wasToldOfTheServersReturn() {
    for (Person person : people) {
      person.until("words => continuity.said.includes(words)", BACK);
      assertEquals(List.of(AWAY, BACK), person.asks("continuity.said"), person.name());
    }
  }

  /** How often each has joined so far: {@link #returned} counts from there. */
  List<Integer> joins() {
    return people.stream()
        .map(person -> (Integer) person.asks("continuity.joined.length"))
        .toList();
  }

  /**
   * Everybody has taken their place again since.
   *
   * @param joins what {@link #joins} said before
   * @return when the last one had it, in milliseconds since 1970
   */
  long returned(List<Integer> joins) {
    long last = 0;
    for (int i = 0; i < people.size(); i++) {
      Person person = people.get(i);
      person.until("joins => continuity.joined.length > joins", joins.get(i));
      last = Math.max(last, ((Number) person.asks("continuity.joined.at(-1).at")).longValue());
      assertEquals(true, person.asks("continuity.joined.at(-1).resumed"), person.name());
    }
    return last;
  }

  /** Nobody has noticed anything, except these who came. The figures are printed. */
  void wentOn(Person... newcomers) {
    List<String> names = Stream.of(newcomers).map(Person::name).toList();
    assertAll(people.stream().map(person -> () -> wentOnFor(person, names)));
  }

  private void wentOnFor(Person person, List<String> newcomers) {
    Map<?, ?> watched =
        (Map<?, ?>) person.asks("newcomers => continuity.end(newcomers)", newcomers);
    for (Object figures : (List<?>) watched.get("figures")) {
      System.out.println(person.name() + " saw " + figures);
    }
    assertEquals(List.of(), watched.get("faults"), "what " + person.name() + " noticed");
  }

  /** A person who comes now sees everybody and is seen by everybody. */
  void takesIn(Person newcomer) {
    newcomer.enters(stage.room());
    for (Person person : people) {
      newcomer.sees(person);
      person.sees(newcomer);
    }
    newcomer.seesNobodyBut(people.toArray(Person[]::new));
    for (Person person : people) {
      person.seesNobodyBut(
          Stream.concat(othersThan(person), Stream.of(newcomer)).toArray(Person[]::new));
    }
  }

  private void everybodySees(List<Person> all) {
    all.forEach(person -> othersThan(person).forEach(person::sees));
  }

  private Stream<Person> othersThan(Person person) {
    return people.stream().filter(other -> other != person);
  }
}
