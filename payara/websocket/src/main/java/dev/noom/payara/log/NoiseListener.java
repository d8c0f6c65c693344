package dev.noom.payara.log;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;

/** Sets {@link CountedNoise} before the server's log, for as long as the application is there. */
@WebListener
public class NoiseListener implements ServletContextListener {
  /** Kept, because a logger that nobody keeps forgets its filter. */
  private final List<Logger> filtered = new ArrayList<>();

  @Override
  public void contextInitialized(ServletContextEvent event) {
    for (Noise noise : Noise.values()) {
      for (String name : noise.loggers) {
        Logger logger = Logger.getLogger(name);
        logger.setFilter(new CountedNoise(noise, logger.getFilter(), System::nanoTime));
        filtered.add(logger);
      }
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    for (Logger logger : filtered) {
      // Somebody else's that has come since leaves ours where it is.
      if (logger.getFilter() instanceof CountedNoise ours) {
        logger.setFilter(ours.before());
      }
    }
  }
}
