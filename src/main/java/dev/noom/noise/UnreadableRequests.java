package dev.noom.noise;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.stream.Stream;

/**
 * Passes what the server logs, but for requests whose first line it cannot read, such as {@code GET
 * /room/%zz}. It takes these for failures of its own and logs a stack trace for each, some thousand
 * characters, and no filter or servlet is asked before. Here they are counted, and said once a
 * minute.
 */
final class UnreadableRequests implements Filter {
  private static final Logger LOG = System.getLogger(UnreadableRequests.class.getName());

  /** Where Payara and WildFly read it, as class and method; no application is at work yet. */
  private static final Set<String> READING =
      Set.of(
          "org.apache.catalina.connector.CoyoteAdapter.postParseRequest",
          "org.glassfish.grizzly.http.util.RequestURIRef.getDecodedRequestURIBC",
          "io.undertow.servlet.handlers.ServletPathMatches.getServletHandlerByPath");

  private static final long PAUSE = Duration.ofMinutes(1).toNanos();

  /** What filtered before; null if nothing did. */
  private final Filter before;

  private final LongSupplier clock;
  private final AtomicInteger unsaid = new AtomicInteger();
  private final AtomicLong next;

  UnreadableRequests(Filter before, LongSupplier clock) {
    this.before = before;
    this.clock = clock;
    next = new AtomicLong(clock.getAsLong());
  }

  Filter before() {
    return before;
  }

  @Override
  public boolean isLoggable(LogRecord line) {
    if (!isUnreadable(line)) {
      return before == null || before.isLoggable(line);
    }
    unsaid.incrementAndGet();
    long now = clock.getAsLong();
    long due = next.get();
    if (now - due >= 0 && next.compareAndSet(due, now + PAUSE)) {
      LOG.log(
          Level.WARNING,
          "The server could not read what was asked for, {0} times since this was last said. Said"
              + " once a minute.",
          unsaid.getAndSet(0));
    }
    return false;
  }

  private static boolean isUnreadable(LogRecord line) {
    return line.getThrown() != null
        && Stream.of(line.getThrown().getStackTrace())
            .anyMatch(at -> READING.contains(at.getClassName() + "." + at.getMethodName()));
  }
}
