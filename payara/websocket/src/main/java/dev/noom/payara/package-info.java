/**
 * Remedies for faults of Payara's containers. The product does not know them and is built without
 * them, too. payara/websocket/README.md says what each is for.
 */
package dev.noom.payara;
