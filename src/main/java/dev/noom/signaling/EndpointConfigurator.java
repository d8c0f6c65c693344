package dev.noom.signaling;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.server.ServerEndpointConfig.Configurator;

/**
 * What happens before a WebSocket is one. Makes the endpoint by itself: where the container's CDI
 * does that, it builds the bean's metadata for every connection (Payara; docs/performance.md).
 */
public class EndpointConfigurator extends Configurator {
  /**
   * Application scoped, so one for all connections. Not injected: Payara does not inject into
   * configurators.
   */
  private volatile JoinService joinService;

  @Override
  public <T> T getEndpointInstance(Class<T> endpoint) {
    if (joinService == null) {
      joinService = CDI.current().select(JoinService.class).get();
    }
    return endpoint.cast(new SignalingEndpoint(joinService));
  }
}
