package dev.noom.payara.log;

import dev.noom.payara.server.Remedy;
import jakarta.servlet.ServletContext;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;

/** Sets {@link LogNoiseFilter} before the server's log, for as long as the application is there. */
public final class LogNoiseRemedy implements Remedy {
  /** Kept, because a logger that nobody keeps forgets its filter. */
  private final List<Logger> filtered = new ArrayList<>();

  @Override
  public String name() {
    return "log noise";
  }

  @Override
  public boolean start(ServletContext application) {
    for (LogNoise noise : LogNoise.values()) {
      for (String name : noise.loggers) {
        Logger logger = Logger.getLogger(name);
        logger.setFilter(new LogNoiseFilter(noise, logger.getFilter(), System::nanoTime));
        filtered.add(logger);
      }
    }
    return true;
  }

  @Override
  public void stop() {
    for (Logger logger : filtered) {
      // Somebody else's that has come since leaves ours where it is.
      if (logger.getFilter() instanceof LogNoiseFilter ours) {
        logger.setFilter(ours.before());
      }
    }
  }
}
