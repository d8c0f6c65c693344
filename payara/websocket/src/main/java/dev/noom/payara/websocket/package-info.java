/**
 * What Payara's WebSocket implementation, Tyrus, needs to be as fast as it can be, to keep no more
 * than it should, and to end a connection without harm to others; and what its HTTP server,
 * Grizzly, needs to answer one request of a connection after the other. The only room that knows a
 * vendor: on another server it finds nothing to do, and it can be deleted whole. See
 * docs/decisions/0004-idle-timer.md, 0009-handshake.md, 0016-gathering-writes.md,
 * 0017-the-end-of-a-websocket.md and 0024-the-http-edge.md.
 */
package dev.noom.payara.websocket;
