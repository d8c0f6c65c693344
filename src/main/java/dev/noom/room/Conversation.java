package dev.noom.room;

import dev.noom.memory.Holding;
import dev.noom.protocol.Peer;
import dev.noom.protocol.SignalMessage.Chat;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The chat of one room: gives each line its number, and keeps the last lines for those whose
 * connection is lost. A server learns late that a connection is dead, so a line that was sent may
 * be missing all the same; a page that comes back says which line was its last.
 *
 * <p>Not for several threads; {@link Room} locks.
 */
final class Conversation {
  /** A busy minute and a half of a room of eight. */
  static final int MAX_LINES = 256;

  /** 256 Ki characters: with a full mailbox before it, still less than an outbox holds. */
  static final int MAX_SIZE = 1 << 18;

  /** What a line weighs beside its payload: its objects and its place in the queue. */
  private static final int OVERHEAD = 256;

  private final LongSupplier timeOfDay;
  private final Deque<Kept> kept = new ArrayDeque<>();
  private int size;
  private long last;

  /**
   * @param since when it was said, on the clock of {@link RoomService}
   * @param holding the memory that is counted for it
   */
  private record Kept(Chat line, long since, Holding holding) {
    int size() {
      return OVERHEAD + line.size();
    }

    /** In bytes. Java keeps two for each character, once one of them is not Latin. */
    int weight() {
      return OVERHEAD + 2 * (line.size() + line.name().length());
    }
  }

  /**
   * @param timeOfDay in ms since 1970. Numbers begin there, so that they are larger than those of
   *     before a restart.
   */
  Conversation(LongSupplier timeOfDay) {
    this.timeOfDay = timeOfDay;
  }

  /** The number of the last line; 0 while nobody has said anything. */
  long last() {
    return last;
  }

  /**
   * Adds a line, and keeps it if there is memory for it.
   *
   * @param now on the clock of {@link RoomService}
   * @param holding the memory that is counted for it, on account of its sender
   * @return the line as everybody gets it
   */
  Chat add(Chat said, Peer sender, long now, Holding holding) {
    long at = timeOfDay.getAsLong();
    last = Math.max(last + 1, at);
    Chat line = new Chat(sender.id(), sender.name(), last, at, said.text(), said.ref());
    Kept newest = new Kept(line, now, holding);
    if (holding.take(newest.weight())) {
      kept.add(newest);
      size += newest.size();
    } else {
      holding.close();
    }
    while (kept.size() > MAX_LINES || size > MAX_SIZE) {
      forgetFirst();
    }
    return line;
  }

  /** The line of this sender with this reference, if it is still kept; else null. */
  Chat find(String sender, String ref) {
    for (Kept each : kept) {
      if (each.line().ref().equals(ref) && each.line().from().equals(sender)) {
        return each.line();
      }
    }
    return null;
  }

  /** What is kept of the lines after this number, in order. */
  List<Chat> after(long number) {
    return kept.stream().map(Kept::line).filter(line -> line.number() > number).toList();
  }

  /** Forgets what was said before this time: nobody can come back for it any more. */
  void forgetBefore(long time) {
    while (!kept.isEmpty() && kept.peek().since() - time < 0) {
      forgetFirst();
    }
  }

  /** Forgets everything but the last number. */
  void forget() {
    while (!kept.isEmpty()) {
      forgetFirst();
    }
  }

  private void forgetFirst() {
    Kept first = kept.remove();
    size -= first.size();
    first.holding().close();
  }
}
