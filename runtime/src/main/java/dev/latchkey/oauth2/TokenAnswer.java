package dev.latchkey.oauth2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.exchange.Answer;
import dev.latchkey.exchange.Issuer;
import dev.latchkey.session.Credential;
import dev.latchkey.session.MisconfiguredException;
import dev.latchkey.session.RefreshFailedException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a token endpoint answered (RFC 6749, sections 5.1 and 5.2). No message holds any of its body
 * but an error word.
 */
final class TokenAnswer {
  /** Seconds as some servers write them: in a string, with a fraction. */
  private static final Pattern SECONDS = Pattern.compile("\\s*\\d{1,18}(\\.\\d{0,18})?\\s*");

  private final Answer answer;

  TokenAnswer(Answer answer) {
    this.answer = answer;
  }

  /** Returns the credential that was issued, or throws what the answer means instead. */
  Credential credential() {
    if (answer.status() / 100 != 2) {
      throw Issuer.TOKEN_ENDPOINT.failure(answer);
    }
    ObjectNode object =
        answer
            .json()
            .orElseThrow(
                () -> unusable(answer.isEmpty() ? "an empty body" : "what is no JSON object"));
    String accessToken =
        Answer.text(object, "access_token").orElseThrow(() -> withoutToken(object));
    requireBearer(object);
    Credential credential = lasting(issued(accessToken), object.get("expires_in"));
    return Answer.text(object, "refresh_token")
        .map(credential::withRefreshToken)
        .orElse(credential);
  }

  /** Some servers answer 200 to what they refuse. */
  private RuntimeException withoutToken(ObjectNode object) {
    return object.hasNonNull("error")
        ? Issuer.TOKEN_ENDPOINT.failure(answer)
        : unusable("no access_token");
  }

  /** Types are compared in any case (section 5.1); a token without one is taken for a bearer. */
  private void requireBearer(ObjectNode object) {
    Optional<String> type = Answer.text(object, "token_type");
    if (type.isPresent() && !type.get().toLowerCase(Locale.ROOT).equals("bearer")) {
      throw new MisconfiguredException(
          answer.asked()
              + " issues tokens that are no bearer tokens (token_type), and a client that knows no"
              + " more than the token cannot use them. Set the client to bearer tokens there.",
          "token_type",
          null);
    }
  }

  private Credential issued(String accessToken) {
    try {
      return Credential.of(accessToken);
    } catch (IllegalArgumentException e) {
      throw unusable("an unusable access_token: " + e.getMessage());
    }
  }

  /** A lifetime that cannot be understood is an unknown one: a rejection will tell. */
  private static Credential lasting(Credential credential, @Nullable JsonNode expiresIn) {
    if (expiresIn == null) {
      return credential;
    }
    // Rounds down, as a token is better renewed early; ends huge numbers at Long.MAX_VALUE.
    if (expiresIn.isNumber()) {
      return credential.withExpiresIn(Duration.ofSeconds((long) expiresIn.doubleValue()));
    }
    String text = expiresIn.asText();
    return SECONDS.matcher(text).matches()
        ? credential.withExpiresIn(Duration.ofSeconds((long) Double.parseDouble(text)))
        : credential;
  }

  private RefreshFailedException unusable(String with) {
    return new RefreshFailedException(
        answer + " with " + with + ".", String.valueOf(answer.status()), null);
  }
}
