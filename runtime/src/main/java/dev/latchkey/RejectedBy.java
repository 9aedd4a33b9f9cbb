package dev.latchkey;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which statuses of an API, or of one endpoint, mean that the credential was rejected, where
 * that is not 401 alone. An API takes over what its parents say, the nearest first.
 *
 * <p>On a {@link Refresh} endpoint itself, the statuses say that it refuses, beside its 401, and
 * that the session is over; 408, 425, 429 and those from 500 on never say that.
 *
 * <p>{@code @RejectedBy({})} marks an endpoint whose 401 speaks of something else, such as a wrong
 * old password.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface RejectedBy {
  /**
   * The statuses; the list of an endpoint replaces that of its API.
   *
   * @return statuses from 400 to 599, or none
   */
  int[] value();
}
