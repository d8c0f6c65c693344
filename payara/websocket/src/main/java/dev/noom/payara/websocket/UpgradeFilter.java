package dev.noom.payara.websocket;

import dev.noom.frames.TextFrames;
import dev.noom.payara.server.IdleTimers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;

/**
 * Stands between Tyrus and the request of a handshake, the one place where a WAR can say how Tyrus
 * is to read from a connection and to write to it ({@link BatchUpgradeHandler}).
 */
@WebFilter(urlPatterns = "/signal/*", asyncSupported = true)
public class UpgradeFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  /** By name: where there is no Tyrus, nobody loads our subclass of it. */
  private static final String TYRUS = "org.glassfish.tyrus.servlet.TyrusHttpUpgradeHandler";

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(new Handshake(request), response);
  }

  private static final class Handshake extends HttpServletRequestWrapper {
    Handshake(HttpServletRequest request) {
      super(request);
    }

    @Override
    public <T extends HttpUpgradeHandler> T upgrade(Class<T> type)
        throws IOException, ServletException {
      if (!type.getName().equals(TYRUS)) {
        return super.upgrade(type);
      }
      Transport transport = Transport.under(getRequest());
      BatchUpgradeHandler handler = new BatchUpgradeHandler();
      if (!transport.upgradeTo(handler)) {
        handler = super.upgrade(BatchUpgradeHandler.class);
      }
      TextFrames.Slot slot =
          getUserPrincipal() instanceof TextFrames.Slot principal ? principal : null;
      handler.over(transport, IdleTimers.of(getServletContext()), slot);
      return type.cast(handler);
    }

    /**
     * The name of the address that the handshake came in at, which Tyrus asks for: the address
     * itself. The container would ask the DNS, at each handshake, and on an intranet whose DNS does
     * not know its own servers every newcomer would wait for its timeout.
     */
    @Override
    public String getLocalName() {
      return getLocalAddr();
    }
  }
}
