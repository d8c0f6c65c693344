/**
 * What Payara's HTTP server, Grizzly, needs to answer the requests of one connection one after the
 * other, and with our headers. See docs/decisions/0024-the-http-edge.md.
 */
package dev.noom.payara.http;
