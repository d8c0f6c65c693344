/**
 * The wire {@code noom.v1} as types: one record a message, closed by a sealed interface. {@code
 * docs/protocol.md} comes first, these records follow it. Knows nothing of rooms, sockets or
 * servers, and imports nothing of ours.
 */
package dev.noom.protocol;
