/**
 * Attacks on a running Noom, from outside and by raw sockets: {@code ./mvnw verify -Pattack
 * -Dnoom.url=https://noom.example/} tries them on any installation, the test command on Payara
 * Micro. Shares no class with the server. A test passes if its attack comes to nothing; what each
 * of them is for stands in docs/security.md.
 */
package dev.noom.attack;
