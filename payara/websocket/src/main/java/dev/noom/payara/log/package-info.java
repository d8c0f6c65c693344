/**
 * What servers log of strangers: a stack trace for each request that they cannot read, and for each
 * connection that goes too soon, with which anybody fills the log. Knows the servers by names of
 * classes and loggers, in text; where there are none of these it finds nothing to do, and it can be
 * deleted whole. See docs/decisions/0012-bounds.md.
 */
package dev.noom.payara.log;
