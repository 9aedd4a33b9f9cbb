/** Sessions in use for a long time, against a server that fails, refuses and keeps a strict log. */
@NullMarked
package soak;

import org.jspecify.annotations.NullMarked;
