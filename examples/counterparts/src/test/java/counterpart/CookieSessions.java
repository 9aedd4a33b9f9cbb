package counterpart;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.web.util.WebUtils;

/**
 * What Spring Security leaves to the application: an access token and a refresh token in cookies
 * that no script reads, and the refresh, for which each refresh token is good once.
 */
final class CookieSessions {
  static final String ACCESS = "access_token";
  static final String REFRESH = "refresh_token";

  private final SecretKey key = new SecretKeySpec(random(32), "HmacSHA256");
  private final NimbusJwtEncoder encoder = NimbusJwtEncoder.withSecretKey(key).build();
  private final Clock clock;
  private final Duration lifetime;
  private final Map<String, Owner> issued = new HashMap<>();
  private int refreshes;
  private int reuses;

  CookieSessions(Clock clock, Duration lifetime) {
    this.clock = clock;
    this.lifetime = lifetime;
  }

  /** Whose refresh tokens these are, and which of them is the one that is not spent. */
  private static final class Owner {
    final String user;
    @Nullable String unspent;

    Owner(String user) {
      this.user = user;
    }
  }

  private static byte[] random(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return random;
  }

  JwtDecoder decoder() {
    JwtTimestampValidator validator = new JwtTimestampValidator(Duration.ZERO);
    validator.setClock(clock);
    NimbusJwtDecoder decoder = NimbusJwtDecoder.withSecretKey(key).build();
    decoder.setJwtValidator(validator);
    return decoder;
  }

  synchronized void signIn(HttpServletResponse response, String user) {
    issue(response, new Owner(user));
  }

  synchronized void refresh(HttpServletRequest request, HttpServletResponse response) {
    Cookie presented = WebUtils.getCookie(request, REFRESH);
    Owner owner = presented == null ? null : issued.get(presented.getValue());
    if (presented == null || owner == null || owner.unspent == null) {
      response.setStatus(401);
    } else if (presented.getValue().equals(owner.unspent)) {
      refreshes++;
      issue(response, owner);
    } else {
      reuses++;
      owner.unspent = null;
      response.setStatus(401);
    }
  }

  synchronized void end(HttpServletRequest request, HttpServletResponse response) {
    Cookie presented = WebUtils.getCookie(request, REFRESH);
    Owner owner = presented == null ? null : issued.get(presented.getValue());
    if (owner != null) {
      owner.unspent = null;
    }
    set(response, ACCESS, "", "/", Duration.ZERO);
    set(response, REFRESH, "", "/auth", Duration.ZERO);
  }

  synchronized int refreshes() {
    return refreshes;
  }

  synchronized int reuses() {
    return reuses;
  }

  synchronized int alive() {
    return (int) new HashSet<>(issued.values()).stream().filter(o -> o.unspent != null).count();
  }

  private void issue(HttpServletResponse response, Owner owner) {
    Instant now = clock.instant();
    JwtClaimsSet claims =
        JwtClaimsSet.builder()
            .id(UUID.randomUUID().toString())
            .subject(owner.user)
            .issuedAt(now)
            .expiresAt(now.plus(lifetime))
            .build();
    String access = encoder.encode(JwtEncoderParameters.from(claims)).getTokenValue();
    String refresh = UUID.randomUUID().toString();
    owner.unspent = refresh;
    issued.put(refresh, owner);
    Duration untilClosed = Duration.ofSeconds(-1);
    set(response, ACCESS, access, "/", untilClosed);
    set(response, REFRESH, refresh, "/auth", untilClosed);
    response.setStatus(204);
  }

  private static void set(
      HttpServletResponse response, String name, String value, String path, Duration maxAge) {
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(name, value)
            .httpOnly(true)
            .sameSite("Strict")
            .path(path)
            .maxAge(maxAge)
            .build()
            .toString());
  }
}
