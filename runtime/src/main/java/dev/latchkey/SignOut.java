package dev.latchkey;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the endpoint that tells the server that the session is over.
 *
 * <p>The session signs out first, whatever the answer, and the request carries the credential that
 * it held. It is sent once, never refreshed for and never resent; if nobody was signed in, nothing
 * is sent. Its parameter is what {@link Refresh} takes; by hand, null leaves it to the session.
 * {@link dev.latchkey.session.AuthSession#signOut()} calls it; an asynchronous one it starts, and
 * if that fails, the failure is logged. A store that cannot be told is told when it is back, if the
 * process still runs then; {@link dev.latchkey.session.SessionListener} hears of it. If it cannot
 * say either who is signed in, so that there is nothing to tell the server, the endpoint throws
 * {@link dev.latchkey.session.StoreUnavailableException}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface SignOut {}
