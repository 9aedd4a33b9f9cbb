package dev.latchkey.exchange;

import dev.latchkey.session.LatchkeyException;
import dev.latchkey.session.MisconfiguredException;
import dev.latchkey.session.RefreshFailedException;
import dev.latchkey.session.RefreshRefusedException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * Who issues credentials, and so what its failed answers mean: refused for good, misconfigured, or
 * failed for now.
 */
public enum Issuer {
  /** The token endpoint of an OAuth 2.0 authorization server; its 401 speaks of the client. */
  TOKEN_ENDPOINT,

  /** The {@code @Refresh} endpoint of an API; its 401 speaks of the session. */
  API;

  private static final Set<String> ABOUT_THE_CLIENT =
      Set.of("invalid_client", "unauthorized_client");

  /*
   * Narrower than RFC 6749, section 5.2, which allows all printable characters: every registered
   * error is spelt like this, and hardly a secret is, should a server repeat one in this place.
   */
  private static final Pattern ERROR_WORD = Pattern.compile("[a-z][a-z_]{0,63}");

  /**
   * Returns the exception for a failed answer to a refresh.
   *
   * <p>It is a {@link RefreshRefusedException} for the error {@code invalid_grant}, and for a 401
   * of an API's own endpoint that does not blame the client; a {@link MisconfiguredException} for
   * an error or a status that only another client, request or address can mend; and a {@link
   * RefreshFailedException} for anything else, with the time of a {@code Retry-After}. Of the body
   * it holds nothing but the error word (RFC 6749, section 5.2), and it has no cause.
   *
   * @param answer the answer
   * @return the exception, for the caller to throw
   */
  public LatchkeyException failure(Answer answer) {
    return failure(answer, status -> false);
  }

  /**
   * Returns the exception for a failed answer to a refresh, where further statuses refuse.
   *
   * @param answer the answer
   * @param refusals which statuses beside an API's 401 say that the session is over, unless the
   *     answer blames the client; a server that is busy, or not well, refuses nothing
   * @return the exception, for the caller to throw
   */
  public LatchkeyException failure(Answer answer, IntPredicate refusals) {
    int status = answer.status();
    String word = errorWord(answer).orElse("");
    String said = word.isEmpty() ? answer.toString() : answer + " " + word;
    boolean isSaid = refusals.test(status) && !isBusy(status);
    if (isRefusal(word, isSaid || (this == API && status == 401))) {
      boolean isToken = !word.isEmpty() || this == TOKEN_ENDPOINT;
      return new RefreshRefusedException(
          said
              + ": the refresh token has expired, was revoked or was used before"
              + (isToken ? "." : ", or the request lacked something, such as a CSRF token."));
    }
    String error = word.isEmpty() ? String.valueOf(status) : word;
    Optional<String> advice = advice(word).or(() -> advice(status));
    if (advice.isPresent()) {
      return new MisconfiguredException(said + ": " + advice.get(), error, null);
    }
    String message = said + ".";
    return RetryAfter.in(answer.headers(), Instant.now())
        .map(time -> new RefreshFailedException(message, error, time, null))
        .orElseGet(() -> new RefreshFailedException(message, error, null));
  }

  private static boolean isRefusal(String word, boolean byStatus) {
    return word.equals("invalid_grant") || (byStatus && !ABOUT_THE_CLIENT.contains(word));
  }

  /**
   * A server that is busy, or not well, is not believed whatever else it says: its answer may end a
   * session, and what stands before it may have written it.
   */
  private static Optional<String> errorWord(Answer answer) {
    int kind = answer.status() / 100;
    return isBusy(answer.status()) || (kind != 4 && kind != 2)
        ? Optional.empty()
        : answer
            .json()
            .flatMap(object -> Answer.text(object, "error"))
            .filter(word -> ERROR_WORD.matcher(word).matches());
  }

  private static boolean isBusy(int status) {
    return status >= 500 || status == 408 || status == 425 || status == 429;
  }

  private static Optional<String> advice(String word) {
    return switch (word) {
      case "invalid_client" ->
          Optional.of(
              "it does not know the client, or not its secret. Mend the client's id, its secret or"
                  + " the way it authenticates.");
      // Keycloak says this of a wrong secret.
      case "unauthorized_client" ->
          Optional.of(
              "the client may not use this grant, or its secret is wrong. Mend the client's secret,"
                  + " or allow it the grant.");
      case "invalid_scope" ->
          Optional.of("it does not grant these scopes. Ask for others, or allow them.");
      case "unsupported_grant_type" ->
          Optional.of("it does not offer this grant. Mend the URL or the grant.");
      // The next request would be the same, and as malformed.
      case "invalid_request" ->
          Optional.of("it cannot make sense of the request. Mend the parameters that are sent.");
      default -> Optional.empty();
    };
  }

  private static Optional<String> advice(int status) {
    return switch (status) {
      // An API's own 401 has been judged before.
      case 401 ->
          Optional.of(
              "it does not accept the client. Mend the client's id, its secret or the way it"
                  + " authenticates.");
      case 404 -> Optional.of("there is nothing at this address. Mend the URL.");
      case 405 -> Optional.of("it takes no such request. Mend the URL or the method.");
      case 415 -> Optional.of("it does not read this content type. Mend the URL or the request.");
      default ->
          status / 100 == 3
              ? Optional.of("it has moved, and secrets follow no redirect. Set its new URL.")
              : Optional.empty();
    };
  }
}
