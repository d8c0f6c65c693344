/** Which STUN and TURN servers a browser is told to use. Knows nothing of rooms and sockets. */
package dev.noom.ice;
