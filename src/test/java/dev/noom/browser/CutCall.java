package dev.noom.browser;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A call of Ada and Bob, who have a computer and a line each, through whatever becomes of their
 * networks. It has browsers of its own, so that several may be under way in as many threads.
 */
final class CutCall implements AutoCloseable {
  /** What people wait for before they ask whether somebody is still there. */
  private static final int GOAL_MS = 5_000;

  private static final int PIECE_MS = 10_000;

  private final Network ada;
  private final Network bob;
  private final Line adasLine;
  private final Line bobsLine;
  private final List<Browsers> browsers = new ArrayList<>();
  private final List<Person> people = new ArrayList<>();
  private final String name;

  private CutCall(Site site, String name) {
    this.name = name;
    // Where the lines are numbered.
    synchronized (site) {
      ada = site.computer();
      bob = site.computer();
      adasLine = site.line(ada, "lan").carriesAll(1);
      bobsLine = site.line(bob, "lan").carriesAll(1);
    }
  }

  /** They sit down at the door of Noom. */
  static CutCall at(URI home, Site site, BrowserKind adas, BrowserKind bobs) {
    CutCall call = new CutCall(site, adas + " and " + bobs);
    call.comes("Ada", call.ada, adas, home);
    call.comes("Bob", call.bob, bobs, home);
    return call;
  }

  private void comes(String who, Network computer, BrowserKind kind, URI home) {
    Browsers its = Browsers.inside(computer);
    browsers.add(its);
    Person person =
        new Visitor(who, its, () -> home, people::add)
            .with(kind, home)
            .sized(640, 480)
            .running("recovery.js")
            .comes();
    person.missesTheServer();
    // Of a connection that the other one has replaced meanwhile; then there is another one.
    person.complaints().expect("was not accepted");
    // What Firefox says of a cut.
    person.complaints().expect("WebRTC: ICE failed");
    person.complaints().expect("can’t establish a connection to the server");
    person.complaints().expect("was interrupted while the page was loading");
  }

  CutCall enters(String room) {
    people.forEach(person -> person.enters(room));
    return this;
  }

  /** They see and hear each other, and from now on somebody looks at the clock. */
  CutCall begins() {
    for (Person person : people) {
      Person other = otherThan(person);
      person.sees(other);
      person.hears(other);
      watches(person);
    }
    return this;
  }

  private void watches(Person person) {
    person.asks("names => { recovery.begin(names); }", List.of(otherThan(person).name()));
  }

  /**
   * They enter while something is cut, see nobody for so long, and then see and hear each other in
   * time.
   */
  void entersDuring(Cut cut, int seconds, String room) {
    cut.begins(this);
    enters(room);
    people.forEach(this::watches);
    lasts(seconds);
    cut.ends(this);
    recovers(cut + " for the first " + seconds + " s", System.currentTimeMillis());
  }

  /**
   * Something is cut for so long, and both see and hear each other in time after it.
   *
   * @return the milliseconds that it took the later of the two
   */
  int survives(Cut cut, int seconds) {
    cut.begins(this);
    lasts(seconds);
    cut.ends(this);
    return recovers(cut + " for " + seconds + " s", System.currentTimeMillis());
  }

  private void lasts(int seconds) {
    long end = System.currentTimeMillis() + seconds * 1_000L;
    while (System.currentTimeMillis() < end) {
      // In pieces that are shorter than a person's patience.
      double next = Math.min(end, System.currentTimeMillis() + PIECE_MS);
      people.forEach(person -> person.until("end => Date.now() >= end", next));
    }
  }

  /**
   * @param since when the network was back
   */
  int recovers(String after, long since) {
    int latest = people.stream().mapToInt(person -> recovery(person, since)).max().orElseThrow();
    String what = name + ", " + after + ": back after " + latest + " ms";
    System.out.println(what);
    if (latest > GOAL_MS) {
      people.forEach(person -> System.out.println(person.name() + " " + events(person, since)));
    }
    assertTrue(latest <= GOAL_MS, what);
    people.forEach(person -> person.seesNobodyBut(otherThan(person)));
    return latest;
  }

  private int recovery(Person person, long since) {
    Object[] question = {otherThan(person).name(), (double) since};
    try {
      person.until("([name, since]) => recovery.after(name, since) !== null", question);
    } catch (RuntimeException e) {
      people.forEach(each -> System.out.println(each.name() + " " + events(each, since)));
      throw new AssertionError(name + ": " + person.name() + " has not recovered", e);
    }
    return ((Number) person.asks("([name, since]) => recovery.after(name, since)", question))
        .intValue();
  }

  private static Object events(Person person, long since) {
    return String.join(
        "\n  ",
        ((List<?>) person.asks("since => recovery.events(since)", (double) since))
            .stream().map(String::valueOf).toList());
  }

  Stream<Person> people() {
    return people.stream();
  }

  private Person otherThan(Person person) {
    return people.get(person == people.get(0) ? 1 : 0);
  }

  Network ada() {
    return ada;
  }

  Network bob() {
    return bob;
  }

  Line adasLine() {
    return adasLine;
  }

  Line bobsLine() {
    return bobsLine;
  }

  /** Nobody's browser has complained. */
  void end() {
    people.forEach(Person::hasNothingToComplainAbout);
  }

  @Override
  public void close() {
    browsers.forEach(Browsers::close);
  }
}
