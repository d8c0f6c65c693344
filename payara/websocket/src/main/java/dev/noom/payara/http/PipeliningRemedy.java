package dev.noom.payara.http;

import dev.noom.payara.server.IdleTimers;
import dev.noom.payara.server.Reflection;
import dev.noom.payara.server.Remedy;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.grizzly.filterchain.Filter;
import org.glassfish.grizzly.filterchain.FilterChain;

/**
 * Puts {@link PipeliningFilter} into every HTTP listener of Payara, for as long as the application
 * is there: what is asked of a listener, its {@code /health} for instance, need not be asked of us.
 *
 * <p>One filter takes the place of another one, so that requests that are under way still find each
 * at its index. By name, along public methods of Payara's and one private field.
 */
public final class PipeliningRemedy implements Remedy {
  private static final Logger LOG = System.getLogger(PipeliningRemedy.class.getName());

  private static final String GLOBALS = "org.glassfish.internal.api.Globals";
  private static final String SERVICE = "com.sun.enterprise.v3.services.impl.GrizzlyService";
  private static final String ANSWERS = "org.glassfish.grizzly.http.server.HttpServerFilter";

  private final List<FilterChain> chains = new ArrayList<>();

  @Override
  public String name() {
    return "pipelining";
  }

  @Override
  public boolean start(ServletContext application) {
    if (!isPayara()) {
      LOG.log(Level.DEBUG, "The server is not Payara; its HTTP connections are left alone.");
      return false;
    }
    try {
      IdleTimers timers = new IdleTimers();
      String path = application.getContextPath();
      for (Object processor : processors()) {
        if (processor instanceof FilterChain chain && guard(chain, path, timers)) {
          chains.add(chain);
        }
      }
    } catch (LinkageError | ReflectiveOperationException | RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "This Payara is not known; who asks without reading the answers may disturb others. {0}",
          e.toString());
    }
    return !chains.isEmpty();
  }

  private static boolean isPayara() {
    try {
      Class.forName(SERVICE);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** What each listener does with what comes in. */
  private static List<Object> processors() throws ReflectiveOperationException {
    Class<?> type = Class.forName(SERVICE);
    Object service = Class.forName(GLOBALS).getMethod("get", Class.class).invoke(null, type);
    List<Object> processors = new ArrayList<>();
    Object proxies =
        Reflection.field(service.getClass(), SERVICE, "proxies", "java.util.Collection")
            .get(service);
    for (Object proxy : (Iterable<?>) proxies) {
      Object listener = Reflection.ask(proxy, "getUnderlyingListener");
      processors.add(Reflection.ask(Reflection.ask(listener, "getTransport"), "getProcessor"));
    }
    return processors;
  }

  private static boolean guard(FilterChain chain, String application, IdleTimers timers) {
    for (int i = 0; i < chain.size(); i++) {
      if (chain.get(i).getClass().getName().equals(ANSWERS)) {
        chain.set(i, new PipeliningFilter(chain.get(i), application, timers));
        return true;
      }
    }
    return false;
  }

  @Override
  public void stop() {
    for (FilterChain chain : chains) {
      for (int i = 0; i < chain.size(); i++) {
        Filter filter = chain.get(i);
        if (filter instanceof PipeliningFilter ours) {
          chain.set(i, ours.answers());
        }
      }
    }
  }
}
