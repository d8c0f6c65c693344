/**
 * What keeps people where they belong: who gets a WebSocket at all, resume tokens and response
 * headers. Knows the configuration and nothing else of ours.
 */
package dev.noom.security;
