package dev.noom.room;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The absences of the whole server, with their rooms. When there is no place for a newcomer, a peer
 * that is away loses its place. It is taken from the address with the most absences, and there from
 * the peer that has been away for longest. So an address that drops many connections loses its own
 * places first.
 */
final class Absentees {
  private final Map<Absence, Room> all = new LinkedHashMap<>();

  synchronized void add(Absence absence, Room room) {
    all.put(absence, room);
  }

  synchronized void remove(Absence absence) {
    all.remove(absence);
  }

  /** Which place is to be given up, and in which room; empty if there is none. */
  synchronized Optional<Map.Entry<Absence, Room>> next(long now, Predicate<Room> rooms) {
    return next(all.keySet(), now, absence -> rooms.test(all.get(absence)))
        .map(absence -> Map.entry(absence, all.get(absence)));
  }

  /** Which of these places is to be given up; empty if there is none. */
  static Optional<Absence> next(Collection<Absence> some, long now, Predicate<Absence> may) {
    Map<Object, Long> crowds =
        some.stream()
            .map(Absence::address)
            .collect(
                Collectors.groupingBy(Function.identity(), HashMap::new, Collectors.counting()));
    // The first of several that are alike, which is the one that was lost first.
    return some.stream()
        .filter(absence -> absence.stay().yields(now) && may.test(absence))
        .min(
            Comparator.comparing((Absence absence) -> -crowds.get(absence.address()))
                .thenComparing(absence -> absence.stay().lost() - now));
  }
}
