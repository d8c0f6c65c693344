package dev.noom.payara.websocket;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Gives the Tyrus container of this application, and of no other, a cheap scheduler for its idle
 * timers. The managed one that it uses otherwise searches all of the server's jars for context
 * providers, twice a relayed message: in profiles, 45 to 70 % of the server's CPU time.
 *
 * <p>Tyrus has no way to be told, hence reflection on one private field. Where it does not fit,
 * nothing is changed and one line says so.
 */
@WebListener
public class IdleTimerListener implements ServletContextListener {
  private static final Logger LOG = System.getLogger(IdleTimerListener.class.getName());
  private static final String CONTAINER = "org.glassfish.tyrus.core.BaseContainer";
  private static final String FIELD = "managedScheduledExecutorService";

  @Override
  public void contextInitialized(ServletContextEvent event) {
    Object container = container(event.getServletContext());
    if (container == null || Reflection.superclass(container.getClass(), CONTAINER) == null) {
      LOG.log(Level.DEBUG, "The WebSocket container is not Tyrus; its idle timers are left alone.");
      return;
    }
    IdleTimers timers = new IdleTimers();
    timers.serve(event.getServletContext());
    try {
      Reflection.field(
              container.getClass(), CONTAINER, FIELD, ScheduledExecutorService.class.getName())
          .set(container, timers);
      LOG.log(Level.INFO, "Tyrus's idle timers use a scheduler of this application.");
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "This version of Tyrus is not known: relaying works, and costs several times the CPU it should. {0}",
          e.toString());
    }
  }

  private static Object container(ServletContext context) {
    // Jakarta WebSocket 2.1, section 6.4: where a servlet container keeps it.
    return context.getAttribute("jakarta.websocket.server.ServerContainer");
  }
}
