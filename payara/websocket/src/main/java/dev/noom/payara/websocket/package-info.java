/**
 * What Payara's WebSocket implementation, Tyrus, needs to be as fast as it can be, to keep no more
 * than it should, and to end a connection without harm to others. On another server it finds
 * nothing to do, and it can be deleted whole. The decisions about it are in
 * payara/websocket/decisions.
 */
package dev.noom.payara.websocket;
