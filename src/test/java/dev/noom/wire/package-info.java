/**
 * The wire by hand, for what no decent client would do: HTTP/1.1 that nobody should send, a
 * WebSocket that lies about its origin, answers no ping, never ends a message, is gone without a
 * word. Knows docs/protocol.md and shares no class with the server.
 */
package dev.noom.wire;
