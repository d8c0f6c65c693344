/**
 * What Payara's WebSocket implementation, Tyrus, needs to be as fast as it can be, to keep no more
 * than it should, and to end a connection without harm to others. The only room that knows a
 * vendor: on another server it finds nothing to do, and it can be deleted whole. See
 * docs/decisions/0004-idle-timer.md, 0009-handshake.md, 0016-gathering-writes.md and
 * 0017-the-end-of-a-websocket.md.
 */
package dev.noom.tyrus;
