/**
 * How much strangers can make this server keep: one budget for everything that waits in memory.
 * Knows nothing of sockets, rooms or the configuration.
 */
package dev.noom.memory;
