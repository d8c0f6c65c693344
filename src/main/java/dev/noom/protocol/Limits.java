package dev.noom.protocol;

/**
 * What the server enforces, told to every newcomer.
 *
 * @param messageBytes the largest frame, in bytes of UTF-8
 * @param roomPeers how many people a room holds
 */
public record Limits(int messageBytes, int roomPeers) {}
