/**
 * Who gets a WebSocket: which pages, and how many connections of one address. Decided before the
 * handshake; what is said on the connection later is no concern of this package.
 */
package dev.noom.admission;
