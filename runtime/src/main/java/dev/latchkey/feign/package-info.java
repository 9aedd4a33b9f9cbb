/** The seat inside Feign. Uses the session, the scheme, the exchange and Feign. */
@NullMarked
package dev.latchkey.feign;

import org.jspecify.annotations.NullMarked;
