package dev.latchkey;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the endpoint whose answer signs the session in.
 *
 * <p>It is sent without a credential and returns a {@link dev.latchkey.session.CredentialResponse},
 * or nothing where the scheme takes the credential from the head of the answer, as {@link
 * dev.latchkey.scheme.CookieScheme} does. An answer that yields no credential, such as one that
 * asks for a second factor, signs nobody in and is returned as it is; where nothing is returned,
 * {@link dev.latchkey.session.AuthSession#state()} says whether somebody is signed in now. Of two
 * sign-ins that overlap, the one that began last wins; the other throws {@link
 * dev.latchkey.session.SignInSupersededException}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface SignIn {}
