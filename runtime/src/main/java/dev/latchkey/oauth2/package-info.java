/** Grants of RFC 6749 at a token endpoint. Uses the session, the exchange, Feign and Jackson. */
@NullMarked
package dev.latchkey.oauth2;

import org.jspecify.annotations.NullMarked;
