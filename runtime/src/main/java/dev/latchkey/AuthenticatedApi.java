package dev.latchkey;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Turns an interface into an API whose client the compiler writes.
 *
 * <p>For an interface {@code ShopApi} the processor checks every endpoint and writes {@code
 * ShopApiClient} into the same package; for {@code Shop.Api} it writes {@code Shop_ApiClient}.
 * Every endpoint carries the credential of the client's session, except those that say otherwise:
 * {@link Anonymous}, {@link SignIn}, {@link Refresh} and {@link SignOut}.
 *
 * <pre>{@code
 * ShopApi shop = ShopApiClient.builder().url("https://shop.example").build();
 * }</pre>
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface AuthenticatedApi {}
