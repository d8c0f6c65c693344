/**
 * What several remedies need: the server's classes by name, a scheduler, a count for the log. Knows
 * nothing of ours.
 */
package dev.noom.payara.server;
