package dev.noom.tyrus;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers Tyrus, which asks for the name of the address that a handshake came in at, with the
 * address itself. The container would ask the DNS for that name, at each handshake, and on an
 * intranet whose DNS does not know its own servers every newcomer would wait for its timeout.
 */
@WebFilter(urlPatterns = "/signal/*", asyncSupported = true)
public class LocalNameFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(new Unnamed(request), response);
  }

  private static final class Unnamed extends HttpServletRequestWrapper {
    Unnamed(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getLocalName() {
      return getLocalAddr();
    }
  }
}
