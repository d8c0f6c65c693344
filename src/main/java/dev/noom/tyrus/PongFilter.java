package dev.noom.tyrus;

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
 * Gives each WebSocket of Tyrus a bound for what it has not read. Tyrus answers pings by itself and
 * keeps the answers for as long as it takes: some megabytes of pings from one connection that reads
 * nothing would use up the heap. Our own messages have a bound of their own. See
 * docs/decisions/0012-bounds.md.
 */
@WebFilter(urlPatterns = "/signal/*", asyncSupported = true)
public class PongFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  /** By name: where there is no Tyrus, nobody loads our subclass of it. */
  private static final String TYRUS = "org.glassfish.tyrus.servlet.TyrusHttpUpgradeHandler";

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(new Bounded(request), response);
  }

  private static final class Bounded extends HttpServletRequestWrapper {
    Bounded(HttpServletRequest request) {
      super(request);
    }

    @Override
    public <T extends HttpUpgradeHandler> T upgrade(Class<T> type)
        throws IOException, ServletException {
      return type.getName().equals(TYRUS)
          ? super.upgrade(BoundedUpgradeHandler.class.asSubclass(type))
          : super.upgrade(type);
    }
  }
}
