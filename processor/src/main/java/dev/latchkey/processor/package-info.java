/**
 * What javac runs: an annotated interface in, its client out. Uses {@code java.compiler} and
 * JavaPoet; nothing of it is on the user's class path at run time.
 */
@NullMarked
package dev.latchkey.processor;

import org.jspecify.annotations.NullMarked;
