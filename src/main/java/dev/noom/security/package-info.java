/**
 * What keeps people where they belong: resume tokens and response headers. Knows the configuration
 * and nothing else of ours.
 */
package dev.noom.security;
