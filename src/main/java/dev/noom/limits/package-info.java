/** How often is too often. Plain objects that know the time and nothing of what they count. */
package dev.noom.limits;
