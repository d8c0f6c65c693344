/**
 * What Payara's WebSocket implementation, Tyrus, needs to be as fast as it can be. The only room
 * that knows a vendor, and only by name: on another server it finds nothing to do, and it can be
 * deleted whole. See docs/decisions/0004-idle-timer.md.
 */
package dev.noom.tyrus;
