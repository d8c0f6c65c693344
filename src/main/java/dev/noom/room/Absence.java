package dev.noom.room;

/**
 * One time that a place is without its participant, from the loss of a connection to the return.
 *
 * @param place whose participant is away; a later absence of the same place is another one
 * @param address where the lost connection came from
 * @param stay how long the participant was here
 * @param until when the place is given up, on the clock of {@link RoomService}, in ns
 */
record Absence(Place place, Object address, Stay stay, long until) {
  boolean isOver(long now) {
    return now - until >= 0;
  }
}
