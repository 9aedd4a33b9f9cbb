package dev.latchkey;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.latchkey.session.Credential;
import dev.latchkey.session.CredentialResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The usual answer of a login or refresh endpoint, read by the names of RFC 6749, section 5.1, or
 * by their camelCase variants; unknown fields are ignored.
 *
 * @param accessToken what a request carries, from {@code access_token}, {@code accessToken} or
 *     {@code token}; null if the answer holds none
 * @param refreshToken what renews it, from {@code refresh_token} or {@code refreshToken}; null
 *     keeps the one that the session holds (RFC 6749, section 6)
 * @param expiresIn its lifetime in seconds, from {@code expires_in} or {@code expiresIn}, as a
 *     number or a string; null, zero or less if unknown
 * @param scope what it allows; null if the answer does not say
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TokenResponse(
    @JsonAlias({"access_token", "token"}) @Nullable String accessToken,
    @JsonAlias("refresh_token") @Nullable String refreshToken,
    @JsonAlias("expires_in") @Nullable Long expiresIn,
    @Nullable String scope)
    implements CredentialResponse {

  /**
   * Returns the credential of this answer.
   *
   * @return the credential, or null if the answer holds no access token
   * @throws IllegalArgumentException if the access token cannot be the value of a header
   */
  @Override
  public @Nullable Credential toCredential() {
    if (accessToken == null || accessToken.isBlank()) {
      return null;
    }
    Credential credential = Credential.of(accessToken);
    if (refreshToken != null && !refreshToken.isBlank()) {
      credential = credential.withRefreshToken(refreshToken);
    }
    return expiresIn == null ? credential : credential.withExpiresIn(Duration.ofSeconds(expiresIn));
  }

  /** Returns what is no secret: lifetime and scope. */
  @Override
  public String toString() {
    return "TokenResponse[expiresIn=" + expiresIn + ", scope=" + scope + "]";
  }
}
