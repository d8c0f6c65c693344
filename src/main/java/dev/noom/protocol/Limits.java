package dev.noom.protocol;

/**
 * What the server enforces, told to every newcomer.
 *
 * @param messageBytes the largest frame, in bytes of UTF-8
 * @param roomPeers how many people a room holds
 * @param resumeSeconds how long a place is kept for somebody whose connection has dropped, in s
 */
public record Limits(int messageBytes, int roomPeers, int resumeSeconds) {}
