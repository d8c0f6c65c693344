/**
 * Measures Noom beside the servers a team would choose instead: one load client, an adapter a
 * server, a class a workload, one report. It knows the wire (docs/protocol.md) and the servers'
 * documented commands and options; it never imports Noom's own code.
 */
package dev.noom.bench;
