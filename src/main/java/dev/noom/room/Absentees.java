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
 * All who are away, on the whole server, with their rooms. When there is no place for somebody who
 * is here, one of them loses theirs: of the address that most of them come from, the one who has
 * been away for longest. So who drops many connections loses their own places first.
 */
final class Absentees {
  private final Map<Away, Room> all = new LinkedHashMap<>();

  synchronized void add(Away away, Room room) {
    all.put(away, room);
  }

  synchronized void remove(Away away) {
    all.remove(away);
  }

  /** In which room somebody has to give up a place; empty if nobody has to. */
  synchronized Optional<Map.Entry<Away, Room>> next(long now, Predicate<Room> rooms) {
    return next(all.keySet(), now, away -> rooms.test(all.get(away)))
        .map(away -> Map.entry(away, all.get(away)));
  }

  /** Who of these has to give up their place; empty if nobody has to. */
  static Optional<Away> next(Collection<Away> some, long now, Predicate<Away> may) {
    Map<Object, Long> crowds =
        some.stream()
            .map(Away::address)
            .collect(
                Collectors.groupingBy(Function.identity(), HashMap::new, Collectors.counting()));
    // The first of several that are alike, which is the one that was lost first.
    return some.stream()
        .filter(away -> away.stay().yields(now) && may.test(away))
        .min(
            Comparator.comparing((Away away) -> -crowds.get(away.address()))
                .thenComparing(away -> away.stay().lost() - now));
  }
}
