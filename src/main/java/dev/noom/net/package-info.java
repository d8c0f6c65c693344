/**
 * Addresses: who is at the other end of a connection, through which proxies, and at which address
 * the browser sees us. Knows nothing of WebSockets, rooms or limits.
 */
package dev.noom.net;
