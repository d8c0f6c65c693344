package dev.noom.payara;

import dev.noom.payara.http.PipeliningRemedy;
import dev.noom.payara.log.LogNoiseRemedy;
import dev.noom.payara.server.Remedy;
import dev.noom.payara.websocket.IdleTimerRemedy;
import dev.noom.payara.websocket.UpgradeRemedy;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/** Starts the remedies that this server needs, and says in one line of the log which these are. */
@WebListener
public class Remedies implements ServletContextListener {
  private static final Logger LOG = System.getLogger(Remedies.class.getName());

  private final List<Remedy> inUse = new ArrayList<>();

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext application = event.getServletContext();
    // In this order: WebSockets are upgraded with the scheduler of the idle timers.
    List.of(
            new IdleTimerRemedy(),
            new UpgradeRemedy(),
            new PipeliningRemedy(),
            new LogNoiseRemedy())
        .forEach(
            remedy -> {
              if (remedy.start(application)) {
                inUse.add(remedy);
              }
            });
    LOG.log(
        Level.INFO,
        "Remedies for faults of the server that are in use: {0}.",
        String.join(", ", inUse.stream().map(Remedy::name).toList()));
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    inUse.forEach(Remedy::stop);
    inUse.clear();
  }
}
