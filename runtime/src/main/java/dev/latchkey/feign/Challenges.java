package dev.latchkey.feign;

import dev.latchkey.exchange.Challenge;
import feign.FeignException;
import feign.Response;
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

  /** Returns what decodes these answers, and leaves all others to Feign's own. */
  static ErrorDecoder decoder() {
    ErrorDecoder usual = new DefaultErrorDecoder();
    return (endpoint, response) -> {
      Exception said = decode(endpoint, response);
      return said == null ? usual.decode(endpoint, response) : said;
    };
  }

  private static @Nullable Exception decode(String endpoint, Response response) {
    if (response.status() != 401 && response.status() != 403) {
      return null;
    }
    Optional<Challenge> scope = first(response.headers(), SCOPE);
    if (scope.isPresent()) {
      return insufficientScope(endpoint, response, scope.get());
    }
    Optional<Challenge> authentication = first(response.headers(), AUTHENTICATION);
    return authentication.isPresent() && response.status() == 401
        ? stepUp(endpoint, response, authentication.get())
        : null;
  }

  private static Exception insufficientScope(
      String endpoint, Response response, Challenge challenge) {
    FeignException usual = FeignException.errorStatus(endpoint, response);
    List<String> scopes = words(challenge.parameter("scope").orElse(""));
    String needs = scopes.isEmpty() ? "other scopes" : "the scopes " + scopes;
    return new InsufficientScopeException(
        "The endpoint needs " + needs + ": " + usual.getMessage(),
        scopes,
        usual.request(),
        bodyOf(usual),
        usual.responseHeaders());
  }

  private static Exception stepUp(String endpoint, Response response, Challenge challenge) {
    FeignException usual = FeignException.errorStatus(endpoint, response);
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
