/** Processes that share one session, on a server that rotates its refresh tokens strictly. */
@NullMarked
package fleet;

import org.jspecify.annotations.NullMarked;
