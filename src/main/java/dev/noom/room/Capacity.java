package dev.noom.room;

/**
 * How much all rooms of this server may hold together; how many people one room holds is in {@link
 * dev.noom.protocol.Limits}.
 *
 * @param rooms at the same time
 * @param participants in all of them, present or away
 * @param joinsPerMinute of one address into one room, in the long run; 0: any number
 * @param joinBurst the same at once
 */
public record Capacity(int rooms, int participants, int joinsPerMinute, int joinBurst) {}
