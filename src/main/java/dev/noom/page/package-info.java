/**
 * The page and its files over HTTP. Knows nothing of rooms and sockets: from here on the browser
 * talks to {@code signaling}.
 */
package dev.noom.page;
