package dev.noom.tyrus;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * The TCP connection under a request. The standard has no word for ending one: Payara's close waits
 * behind what the other end has not read, and who reads nothing would keep his connection, which
 * nobody counts any more, for as long as he likes.
 *
 * <p>By name, along public methods of Payara's: RequestFacade, its Request, Grizzly's Request, its
 * FilterChainContext, its Connection.
 */
final class Transport {
  private static final Logger LOG = System.getLogger(Transport.class.getName());

  private static final String[] WAY = {
    "getUnwrappedCoyoteRequest", "getCoyoteRequest", "getContext", "getConnection"
  };

  /** Null where the way is another. */
  private final Object connection;

  private Transport(Object connection) {
    this.connection = connection;
  }

  /**
   * @param request of the handshake, which the container uses for another one later
   */
  static Transport under(ServletRequest request) {
    Object there = request;
    while (there instanceof ServletRequestWrapper wrapper) {
      there = wrapper.getRequest();
    }
    try {
      for (String step : WAY) {
        there = there.getClass().getMethod(step).invoke(there);
      }
      return new Transport(there);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(Level.DEBUG, "This Payara is not known; who does not read is closed gently. {0}", e);
      return new Transport(null);
    }
  }

  /**
   * Ends it, whatever is under way.
   *
   * @return false where that is not possible
   */
  boolean terminate() {
    if (connection == null) {
      return false;
    }
    try {
      connection.getClass().getMethod("terminateSilently").invoke(connection);
      return true;
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(Level.DEBUG, "A connection that does not read could not be ended. {0}", e);
      return false;
    }
  }
}
