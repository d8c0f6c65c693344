/**
 * What Payara's WebSocket implementation, Tyrus, needs to be as fast as it can be, to keep no more
 * than it should, and to end a connection without harm to others; and what its HTTP server,
 * Grizzly, needs to answer one request of a connection after the other. The only room that knows a
 * vendor: on another server it finds nothing to do, and it can be deleted whole. The
 * decisions about it are in payara/websocket/decisions.
 */
package dev.noom.payara.websocket;
