package dev.noom.payara.websocket;

import dev.noom.payara.server.IdleTimers;
import dev.noom.payara.server.Reflection;
import dev.noom.payara.server.Remedy;
import jakarta.servlet.ServletContext;
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
public final class IdleTimerRemedy implements Remedy {
  private static final Logger LOG = System.getLogger(IdleTimerRemedy.class.getName());
  private static final String CONTAINER = "org.glassfish.tyrus.core.BaseContainer";
  private static final String FIELD = "managedScheduledExecutorService";

  @Override
  public String name() {
    return "idle timers";
  }

  @Override
  public boolean start(ServletContext application) {
    Object container = container(application);
    if (container == null || Reflection.superclass(container.getClass(), CONTAINER) == null) {
      LOG.log(Level.DEBUG, "The WebSocket container is not Tyrus; its idle timers are left alone.");
      return false;
    }
    IdleTimers timers = new IdleTimers();
    timers.serve(application);
    try {
      Reflection.field(
              container.getClass(), CONTAINER, FIELD, ScheduledExecutorService.class.getName())
          .set(container, timers);
      return true;
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "This version of Tyrus is not known: relaying works, and costs several times the CPU it should. {0}",
          e.toString());
      return false;
    }
  }

  private static Object container(ServletContext context) {
    // Jakarta WebSocket 2.1, section 6.4: where a servlet container keeps it.
    return context.getAttribute("jakarta.websocket.server.ServerContainer");
  }
}
