package dev.latchkey.feign;

import feign.FeignException;
import feign.Request;
import java.io.Serial;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A 401 whose challenge is {@code insufficient_user_authentication} (RFC 9470): the credential is
 * good, but the user has to authenticate again, more strongly or more recently. Send the user to
 * the authorization server with what this exception names.
 */
public final class StepUpRequiredException extends FeignException.Unauthorized {
  @Serial private static final long serialVersionUID = 1L;

  /** As the challenge has them, between spaces. */
  private final String acrValues;

  /** Null if the challenge does not say. */
  private final @Nullable Duration maxAge;

  /**
   * Creates the exception, as the error decoder of a client does.
   *
   * @param message says which endpoint refused, and what it needs
   * @param acrValues the authentication context classes that would do, between spaces
   * @param maxAge how old the authentication may be, or null if the challenge does not say
   * @param request the request, without the credential
   * @param body the body of the answer, or null
   * @param headers the headers of the answer
   */
  public StepUpRequiredException(
      String message,
      String acrValues,
      @Nullable Duration maxAge,
      Request request,
      byte @Nullable [] body,
      Map<String, Collection<String>> headers) {
    super(message, request, body, headers);
    this.acrValues = acrValues;
    this.maxAge = maxAge;
  }

  /**
   * Returns the authentication context classes that would do.
   *
   * @return their names, the preferred first, none if the challenge names none
   */
  public List<String> acrValues() {
    return Challenges.words(acrValues);
  }

  /**
   * Returns how old the authentication may be.
   *
   * @return the age, or empty if the challenge names none
   */
  public Optional<Duration> maxAge() {
    return Optional.ofNullable(maxAge);
  }
}
