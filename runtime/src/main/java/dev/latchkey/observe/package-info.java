/** Listeners that measure. Uses the session; each library is an optional dependency. */
@NullMarked
package dev.latchkey.observe;

import org.jspecify.annotations.NullMarked;
