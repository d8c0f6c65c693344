package dev.noom.room;

/**
 * How much all rooms of this server may hold together; how many people one room holds is in {@link
 * dev.noom.protocol.Limits}.
 *
 * @param rooms at the same time
 * @param participants in all of them, present or away
 * @param joinsPerMinute of one address into one room, in the long run; 0: any number
 * @param joinBurst the same at once
 * @param lineSeconds how long a line of the chat is kept. Somebody whose connection died before it
 *     was sent may come back for it: the death is noticed late, and then the place is kept.
 */
public record Capacity(
    int rooms, int participants, int joinsPerMinute, int joinBurst, int lineSeconds) {}
