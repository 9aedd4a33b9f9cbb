/** Latchkey's clients against servers that others have written. */
@NullMarked
package counterpart;

import org.jspecify.annotations.NullMarked;
