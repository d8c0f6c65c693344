package dev.noom.room;

/**
 * How much all rooms of this server may hold together; how many people one room holds is in {@link
 * dev.noom.protocol.Limits}.
 *
 * @param rooms at the same time
 * @param participants in all of them, present or away
 * @param keptCharacters in the mailboxes of all who are away
 */
public record Capacity(int rooms, int participants, long keptCharacters) {}
