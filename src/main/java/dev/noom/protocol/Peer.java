package dev.noom.protocol;

/**
 * Somebody in a room as the others know them.
 *
 * @param id the public id, written by the server; never a secret
 * @param name how the person wants to be called
 */
public record Peer(String id, String name) {}
