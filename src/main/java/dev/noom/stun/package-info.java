/**
 * Tells browsers by which address the network sees them: a STUN server (RFC 8489) that does nothing
 * else, inside the WAR. Knows the configuration, and nothing of rooms, sockets of browsers and ICE.
 */
package dev.noom.stun;
