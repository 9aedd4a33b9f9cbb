package dev.latchkey.exchange;

import dev.latchkey.session.LatchkeyException;
import dev.latchkey.session.MisconfiguredException;
import dev.latchkey.session.RefreshFailedException;
import dev.latchkey.session.RefreshRefusedException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who issues credentials, and so what its failed answers mean: refused for good, misconfigured, or
 * failed for now.
 */
public enum Issuer {
  /** The token endpoint of an OAuth 2.0 authorization server; its 401 speaks of the client. */
  TOKEN_ENDPOINT,

  /** The {@code @Refresh} endpoint of an API; its 401 speaks of the session. */
  API;

  private static final String SPENT = "invalid_grant";
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
   * of an API's own endpoint; a {@link MisconfiguredException} for an error or a status that only a
   * change of client, request or address can mend; and a {@link RefreshFailedException} for
   * anything else, with the time of a {@code Retry-After}. Of the body it holds nothing but the
   * error word (RFC 6749, section 5.2), and it has no cause.
   *
   * @param asked the endpoint that answered
   * @param status the status of the answer
   * @param headers its headers, by names in any case
   * @param body its body, empty if there was none
   * @return the exception, to be thrown by the caller
   */
  public LatchkeyException failure(
      EndpointName asked, int status, Map<String, Collection<String>> headers, byte[] body) {
    String word = isPassing(status) ? null : errorWord(body).orElse(null);
    String answer = asked + " answers " + status + (word == null ? "" : " " + word);
    if (isRefusal(status, word)) {
      return new RefreshRefusedException(
          answer
              + ": the refresh token has expired, was revoked or was used before. Sign in again.");
    }
    String error = word == null ? String.valueOf(status) : word;
    String advice = word == null ? null : advice(word);
    if (advice == null) {
      advice = advice(status);
    }
    if (advice != null) {
      return new MisconfiguredException(
          answer + ": " + advice + " The credential is kept.", error, null);
    }
    String message = answer + ". The credential is kept, and a later refresh may succeed.";
    return RetryAfter.in(headers, Instant.now())
        .map(time -> new RefreshFailedException(message, error, time, null))
        .orElseGet(() -> new RefreshFailedException(message, error, null));
  }

  private boolean isRefusal(int status, @Nullable String word) {
    return SPENT.equals(word)
        || (this == API && status == 401 && (word == null || !ABOUT_THE_CLIENT.contains(word)));
  }

  /** Whatever else it says, this server, or what stands before it, is not well or is busy. */
  private static boolean isPassing(int status) {
    return status >= 500 || status == 408 || status == 425 || status == 429;
  }

  private static Optional<String> errorWord(byte[] body) {
    return JsonAnswer.object(body)
        .flatMap(object -> JsonAnswer.text(object, "error"))
        .filter(word -> ERROR_WORD.matcher(word).matches());
  }

  private static @Nullable String advice(String word) {
    return switch (word) {
      case "invalid_client" ->
          "it does not know the client, or not its secret. Mend the client's id, its secret or the"
              + " way it authenticates.";
      // Keycloak says this of a wrong secret.
      case "unauthorized_client" ->
          "the client may not use this grant, or its secret is wrong. Mend the client's secret, or"
              + " allow it the grant.";
      case "invalid_scope" ->
          "it does not grant these scopes. Ask for others, or allow them to the client.";
      case "unsupported_grant_type" -> "it does not offer this grant. Mend its URL or the grant.";
      // The same request would be sent again, and be as malformed.
      case "invalid_request" -> "it cannot read the request. Mend the parameters that are sent.";
      default -> null;
    };
  }

  private @Nullable String advice(int status) {
    return switch (status) {
      case 401 ->
          this == API
              ? null
              : "it does not accept the client. Mend the client's id, its secret or the way it"
                  + " authenticates.";
      case 404 -> "there is nothing at this address. Mend the URL.";
      case 405 -> "it takes no such request. Mend the URL or the method.";
      case 415 -> "it does not read this content type. Mend the URL or the request.";
      default ->
          status >= 300 && status < 400
              ? "it has moved, and a secret follows no redirect. Set its new URL."
              : null;
    };
  }
}
