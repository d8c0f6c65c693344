package dev.noom.stun;

import dev.noom.config.NoomConfig;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** The STUN server of this deployment: it begins and ends with the application. */
@ApplicationScoped
public class StunServer {
  private static final Logger LOG = System.getLogger(StunServer.class.getName());

  /**
   * For the thread to leave its port, which takes it no time at all; then a redeployment can have
   * it.
   */
  private static final long MAX_MS_TO_END = TimeUnit.SECONDS.toMillis(5);

  @Resource ManagedThreadFactory threads;
  @Inject NoomConfig config;

  /** Null while there is none. */
  private volatile StunResponder responder;

  private Thread thread;

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    if (config.stunPort() == 0) {
      return;
    }
    InetSocketAddress address =
        config
            .stunAddress()
            .map(ip -> new InetSocketAddress(ip, config.stunPort()))
            .orElseGet(() -> new InetSocketAddress(config.stunPort()));
    try {
      StunResponder bound = StunResponder.bind(address);
      thread = threads.newThread(bound);
      thread.setName("noom-stun");
      thread.start();
      responder = bound;
      LOG.log(Level.INFO, "STUN answers on UDP port {0}.", "" + bound.port());
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "STUN is off, UDP port {0} cannot be used ({1}): set noom.stun.port to another one, or to"
              + " 0 to do without.",
          "" + config.stunPort(),
          e.getMessage());
    }
  }

  void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
    if (responder == null) {
      return;
    }
    try {
      responder.close();
      thread.join(MAX_MS_TO_END);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The UDP port of STUN could not be closed.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where it answers; empty if it does not. */
  public OptionalInt port() {
    StunResponder current = responder;
    return current != null && current.isOpen()
        ? OptionalInt.of(current.port())
        : OptionalInt.empty();
  }
}
