package dev.noom.payara.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.LogRecorder;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What reaches the server's log, and what is counted only. */
class LogNoiseFilterTest {
  private final AtomicLong now = new AtomicLong(-5);
  private final LogNoiseFilter filter = new LogNoiseFilter(LogNoise.UNREADABLE, null, now::get);

  @RegisterExtension final LogRecorder log = new LogRecorder();

  @Test
  void a_thousand_unreadable_requests_are_one_line_a_minute() {
    for (int i = 0; i < 1_000; i++) {
      assertFalse(filter.isLoggable(failure("postParseRequest")));
    }
    assertEquals(1, log.sentences().size(), log.sentences().toString());
    now.addAndGet(Duration.ofMinutes(1).toNanos());
    assertFalse(filter.isLoggable(failure("postParseRequest")));
    assertEquals(2, log.sentences().size(), log.sentences().toString());
    assertTrue(log.sentences().get(1).contains("1,000 times"), log.sentences().toString());
  }

  @Test
  void a_failure_at_work_is_logged_as_ever() {
    assertTrue(filter.isLoggable(failure("doService")));
    LogRecord bare = failure("postParseRequest");
    bare.setThrown(null);
    assertTrue(filter.isLoggable(bare));
  }

  @Test
  void a_connection_that_was_not_read_from_is_counted_and_no_other_failure_of_the_writer() {
    LogNoiseFilter writer = new LogNoiseFilter(LogNoise.UNWRITTEN, null, now::get);
    LogRecord line = new LogRecord(Level.WARNING, "TyrusServletWriter.onError");
    line.setThrown(new IOException("Connection closed"));
    assertFalse(writer.isLoggable(line));
    line.setThrown(new IllegalStateException("a bug"));
    assertTrue(writer.isLoggable(line));
  }

  @Test
  void whoever_filtered_before_is_still_asked() {
    LogNoiseFilter second = new LogNoiseFilter(LogNoise.UNREADABLE, line -> false, now::get);
    assertFalse(second.isLoggable(failure("doService")));
  }

  private static LogRecord failure(String method) {
    Throwable thrown = new IllegalArgumentException("Illegal hex characters in escape");
    thrown.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("org.glassfish.grizzly.http.util.URLDecoder", "decode", null, 199),
          new StackTraceElement("org.apache.catalina.connector.CoyoteAdapter", method, null, 454),
        });
    LogRecord line = new LogRecord(Level.SEVERE, "AS-WEB-CORE-00037");
    line.setThrown(thrown);
    return line;
  }
}
