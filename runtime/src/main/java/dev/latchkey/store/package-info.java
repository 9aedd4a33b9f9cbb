/**
 * Where a session outlives its process, or is shared by several. Each driver is an optional
 * dependency.
 */
@NullMarked
package dev.latchkey.store;

import org.jspecify.annotations.NullMarked;
