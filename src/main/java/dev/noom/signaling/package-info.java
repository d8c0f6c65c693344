/**
 * The WebSocket edge: JSON in, {@link dev.noom.protocol.SignalMessage} to the room, messages out in
 * order. The only room that knows {@code jakarta.websocket}; nobody imports it.
 */
package dev.noom.signaling;
