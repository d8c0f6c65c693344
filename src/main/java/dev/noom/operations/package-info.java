/**
 * What an administrator is told about how it goes: hears what the other packages say of it as CDI
 * events, and counts. Imported by nobody, so it can be deleted whole; knows no room and no socket.
 */
package dev.noom.operations;
