package dev.noom.noise;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;

/**
 * Sets {@link UnreadableRequests} before the server's log, for as long as the application is there.
 */
@WebListener
public class UnreadableRequestsListener implements ServletContextListener {
  /** Of Payara's servlet container, and of its HTTP server for WebSockets; of WildFly's. */
  private static final List<String> LOGGERS =
      List.of("jakarta.enterprise.web.core", "websocket", "io.undertow.request");

  /** Kept, because a logger that nobody keeps forgets its filter. */
  private final List<Logger> filtered = new ArrayList<>();

  @Override
  public void contextInitialized(ServletContextEvent event) {
    for (String name : LOGGERS) {
      Logger logger = Logger.getLogger(name);
      logger.setFilter(new UnreadableRequests(logger.getFilter(), System::nanoTime));
      filtered.add(logger);
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    for (Logger logger : filtered) {
      // Somebody else's that has come since leaves ours where it is.
      if (logger.getFilter() instanceof UnreadableRequests ours) {
        logger.setFilter(ours.before());
      }
    }
  }
}
