package dev.noom.payara.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.catalina.connector.Request;
import org.junit.jupiter.api.Test;

class TransportTest {
  @Test
  void a_handshake_begins_anew_whatever_the_request_was_used_for_before() {
    Request request = new Request().used();
    Transport transport = new Transport(request, request);
    assertTrue(transport.upgradeTo(new BatchUpgradeHandler()));
    assertEquals("upgraded and suspended, with a handler", request.toString());
    assertFalse(transport.isHandshakeOver());
    request.onExitService();
    assertTrue(transport.isHandshakeOver());
  }

  @Test
  void where_the_container_is_not_known_nothing_is_done_and_nothing_waited_for() {
    Object unknown = new Object();
    Transport transport = new Transport(unknown, unknown);
    assertFalse(transport.upgradeTo(new BatchUpgradeHandler()));
    assertTrue(transport.isHandshakeOver());
    assertTrue(new Transport(null, null).isHandshakeOver());
  }
}
