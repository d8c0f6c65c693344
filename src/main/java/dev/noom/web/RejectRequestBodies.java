package dev.noom.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Noom is asked and never given anything over HTTP: a request that brings a body is refused, and
 * its connection is closed. So nothing is left on it that a proxy took for a body and the container
 * for the next request (RFC 9112, sections 6.3 and 11.2). Declared in web.xml, behind {@link
 * SecurityHeaders}.
 */
public class RejectRequestBodies extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getHeader("Transfer-Encoding") == null && request.getContentLengthLong() <= 0) {
      chain.doFilter(request, response);
      return;
    }
    response.setHeader("Connection", "close");
    response.sendError(HttpServletResponse.SC_BAD_REQUEST);
  }
}
