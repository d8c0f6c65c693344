/**
 * What Payara's WebSocket implementation, Tyrus, needs to be as fast as it can be, and to keep no
 * more than it should. The only room that knows a vendor: on another server it finds nothing to do,
 * and it can be deleted whole. See docs/decisions/0004-idle-timer.md and 0009-handshake.md.
 */
package dev.noom.tyrus;
