/** How a credential is written on a request. Uses the session. */
@NullMarked
package dev.latchkey.scheme;

import org.jspecify.annotations.NullMarked;
