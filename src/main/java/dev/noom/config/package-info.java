/** Every key an administrator can set, typed, in one class. Imports nothing of ours. */
package dev.noom.config;
