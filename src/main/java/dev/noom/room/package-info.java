/**
 * Who is in which room, and who may say what to whom. Knows {@link dev.noom.room.Participant}, the
 * one port, and nothing of sockets, servlets, JSON or browsers: somebody on another node or an SFU
 * is one more implementation.
 */
package dev.noom.room;
