/**
 * Where signaling, which may not know a container, gets what the remedies for one have to offer. On
 * another server it is empty, and signaling writes as the standard says.
 */
package dev.noom.frames;
