/**
 * What servers make of requests that they cannot read: stack traces, with which a stranger fills
 * the log. Knows the servers by names of classes and loggers, in text; where there are none of
 * these it finds nothing to do, and it can be deleted whole. See docs/decisions/0012-bounds.md.
 */
package dev.noom.noise;
