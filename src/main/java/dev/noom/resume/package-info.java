/**
 * The tokens with which a tab takes its place again after a lost connection or a restart. Knows
 * nothing of rooms or sockets: a token is text to everybody else.
 */
package dev.noom.resume;
