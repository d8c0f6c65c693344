/**
 * The one interface between signaling, which may not know a container, and the remedies for one.
 * Where there are none, nobody implements it, and signaling writes as the standard says.
 */
package dev.noom.frames;
