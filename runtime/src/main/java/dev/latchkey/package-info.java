/**
 * The door: annotations, the builder behind every generated client, and ready-made lifecycle
 * records. May use every room below.
 */
@NullMarked
package dev.latchkey;

import org.jspecify.annotations.NullMarked;
