package dev.noom.payara.log;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.logging.LogRecord;
import java.util.stream.Stream;

/**
 * What servers log with a stack trace each time, although any stranger can bring it about as often
 * as they like.
 */
enum LogNoise {
  /** A request whose first line cannot be read, such as {@code GET /room/%zz}. */
  UNREADABLE(
      "The server could not read what was asked for",
      // Of Payara's servlet container, and of its HTTP server for WebSockets; of WildFly's.
      "jakarta.enterprise.web.core",
      "websocket",
      "io.undertow.request") {
    @Override
    boolean isIn(LogRecord line) {
      return line.getThrown() != null
          && Stream.of(line.getThrown().getStackTrace())
              .anyMatch(at -> READING.contains(at.getClassName() + "." + at.getMethodName()));
    }
  },

  /** A connection that ends, for instance because we end it, before all was written to it. */
  UNWRITTEN(
      "A connection ended before all was written to it",
      "org.glassfish.tyrus.servlet.TyrusServletWriter") {
    @Override
    boolean isIn(LogRecord line) {
      return line.getThrown() instanceof IOException;
    }
  };

  /** Where Payara and WildFly read, as class and method; no application is at work yet. */
  private static final Set<String> READING =
      Set.of(
          "org.apache.catalina.connector.CoyoteAdapter.postParseRequest",
          "org.glassfish.grizzly.http.util.RequestURIRef.getDecodedRequestURIBC",
          "io.undertow.servlet.handlers.ServletPathMatches.getServletHandlerByPath");

  final String sentence;
  final List<String> loggers;

  LogNoise(String sentence, String... loggers) {
    this.sentence = sentence;
    this.loggers = List.of(loggers);
  }

  abstract boolean isIn(LogRecord line);
}
