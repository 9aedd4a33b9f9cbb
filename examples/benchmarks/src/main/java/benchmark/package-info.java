/** What a session costs: time and bytes for each call, and bytes while nobody calls. */
@NullMarked
package benchmark;

import org.jspecify.annotations.NullMarked;
