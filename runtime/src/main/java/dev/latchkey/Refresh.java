package dev.latchkey;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the endpoint that the session calls to replace its credential.
 *
 * <p>An API has at most one. Its parameter is what the session has to give: none, a {@code String}
 * (the refresh token), a {@link dev.latchkey.session.Credential}, or a type with a constructor or a
 * static factory method that takes one of these, such as {@link RefreshRequest}. It returns a
 * {@link dev.latchkey.session.CredentialResponse}, or nothing where cookies are the credential. A
 * credential itself takes a codec that knows its form; in JSON it has none.
 *
 * <p>Nobody else can call it, since that would spend the refresh token behind the session's back:
 * by hand it throws {@link IllegalStateException}. What the server answers ends the session if it
 * says so: a 401, the statuses of a {@link RejectedBy} of its own, or the error {@code
 * invalid_grant}; after anything else the session is kept. To replace the credential now, call
 * {@link dev.latchkey.session.AuthSession#refresh()}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Refresh {}
