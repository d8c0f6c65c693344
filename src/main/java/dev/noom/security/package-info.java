/**
 * What keeps people where they belong: who gets a WebSocket at all, resume tokens, and what
 * requests and answers may carry. Knows the configuration and nothing else of ours.
 */
package dev.noom.security;
