/**
 * The page and its files over HTTP, with their headers. Knows nothing of rooms and sockets: the
 * rest a browser says to {@code signaling}.
 */
package dev.noom.web;
