package dev.latchkey.feign;

import dev.latchkey.exchange.Challenge;
import feign.FeignException;
import feign.Response;
import feign.RetryableException;
import feign.codec.DefaultErrorDecoder;
import feign.codec.ErrorDecoder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What challenges say that no refresh can mend: to the seat, which leaves such answers alone, and
 * to callers, as exceptions.
 */
final class Challenges {
  private static final String SCOPE = "insufficient_scope";
  private static final String AUTHENTICATION = "insufficient_user_authentication";
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  private Challenges() {}

  /** Whether an answer asks for something else than another credential of the same kind. */
  static boolean askForMore(Map<String, Collection<String>> headers) {
    return first(headers, SCOPE).isPresent() || first(headers, AUTHENTICATION).isPresent();
  }

  private static Optional<Challenge> first(Map<String, Collection<String>> headers, String error) {
    return Challenge.in(headers).stream().filter(challenge -> challenge.isError(error)).findFirst();
  }

  /** Whether an error decoder is Feign's own, by its new name or the old one. */
  static boolean isFeignsOwn(ErrorDecoder decoder) {
    Class<?> type = decoder.getClass();
    return type == DefaultErrorDecoder.class
        || (type.getSuperclass() == DefaultErrorDecoder.class
            && type.getEnclosingClass() == ErrorDecoder.class);
  }

  /**
   * Returns what makes these answers exceptions of their own, of what Feign's own makes of them.
   */
  static ErrorDecoder decoder(ErrorDecoder feignsOwn) {
    return (endpoint, response) -> {
      Exception usual = feignsOwn.decode(endpoint, response);
      // One that says when to try again would be repeated, which cannot help.
      Throwable answer = usual instanceof RetryableException ? usual.getCause() : usual;
      Exception said = answer instanceof FeignException failure ? said(response, failure) : null;
      return said == null ? usual : said;
    };
  }

  private static @Nullable Exception said(Response response, FeignException usual) {
    if (response.status() != 401 && response.status() != 403) {
      return null;
    }
    Optional<Challenge> scope = first(response.headers(), SCOPE);
    if (scope.isPresent()) {
      return insufficientScope(usual, scope.get());
    }
    Optional<Challenge> authentication = first(response.headers(), AUTHENTICATION);
    return authentication.isPresent() && response.status() == 401
        ? stepUp(usual, authentication.get())
        : null;
  }

  private static Exception insufficientScope(FeignException usual, Challenge challenge) {
    List<String> scopes = words(challenge.parameter("scope").orElse(""));
    String needs = scopes.isEmpty() ? "other scopes" : "the scopes " + scopes;
    return new InsufficientScopeException(
        "The endpoint needs " + needs + ": " + usual.getMessage(),
        scopes,
        usual.request(),
        bodyOf(usual),
        usual.responseHeaders());
  }

  private static Exception stepUp(FeignException usual, Challenge challenge) {
    String maxAge = challenge.parameter("max_age").orElse("");
    return new StepUpRequiredException(
        "The endpoint needs a stronger or more recent authentication: " + usual.getMessage(),
        challenge.parameter("acr_values").orElse(""),
        SECONDS.matcher(maxAge).matches() ? Duration.ofSeconds(Long.parseLong(maxAge)) : null,
        usual.request(),
        bodyOf(usual),
        usual.responseHeaders());
  }

  private static byte @Nullable [] bodyOf(FeignException answer) {
    return answer.responseBody().map(ByteBuffer::array).orElse(null);
  }

  /** Returns what stands between spaces. */
  static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split(" +", -1));
  }
}
