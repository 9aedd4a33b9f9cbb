package counterpart;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.latchkey.oauth2.TokenEndpoint;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.DelegatingOAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2RefreshTokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** Spring Security's authorization server, with one user, one client, and rotation. */
final class AuthorizationServer implements AutoCloseable {
  static final String CLIENT = "billing";
  static final String SECRET = "billing-secret";
  static final String USER = "ada";
  static final String PASSWORD = "ada-password";

  /** Nobody is there: a browser that is sent here has the code, and stops. */
  static final String CALLBACK = "https://billing.example/callback";

  static final Duration LIFETIME = Duration.ofMinutes(5);

  private final Traffic traffic;
  private final SpringServer server;

  private AuthorizationServer(Traffic traffic, SpringServer server) {
    this.traffic = traffic;
    this.server = server;
  }

  /** Starts it; tokens are issued by this clock. */
  static AuthorizationServer start(Clock clock) throws IOException {
    Traffic traffic = new Traffic();
    return new AuthorizationServer(
        traffic,
        SpringServer.start(
            spring -> {
              spring.registerBean(Clock.class, () -> clock);
              spring.register(Beans.class);
            },
            traffic,
            (request, response, chain) -> chain.doFilter(request, response)));
  }

  String url() {
    return server.url();
  }

  TokenEndpoint tokenEndpoint() {
    return TokenEndpoint.at(url() + "/oauth2/token").clientSecretBasic(CLIENT, SECRET);
  }

  /** Returns the requests for tokens since they were last forgotten, each with its grant. */
  List<String> tokenRequests() {
    return traffic.asked().stream()
        .filter(line -> line.startsWith("POST /oauth2/token "))
        .map(line -> line.substring("POST /oauth2/token ".length()))
        .toList();
  }

  void forget() {
    traffic.forget();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /** What the server is made of. */
  @Configuration(proxyBeanMethods = false)
  @EnableWebSecurity
  static class Beans {
    @Bean
    SecurityFilterChain filters(HttpSecurity http) {
      return http.oauth2AuthorizationServer(Customizer.withDefaults())
          .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .formLogin(Customizer.withDefaults())
          .build();
    }

    @Bean
    AuthorizationServerSettings settings() {
      return AuthorizationServerSettings.builder().build();
    }

    @Bean
    UserDetailsService users() {
      return new InMemoryUserDetailsManager(
          User.withUsername(USER).password("{noop}" + PASSWORD).build());
    }

    @Bean
    RegisteredClientRepository clients() {
      return new InMemoryRegisteredClientRepository(
          RegisteredClient.withId(CLIENT)
              .clientId(CLIENT)
              .clientSecret("{noop}" + SECRET)
              .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
              .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
              .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
              .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
              .redirectUri(CALLBACK)
              .scope("reports")
              .clientSettings(
                  ClientSettings.builder()
                      .requireProofKey(true)
                      .requireAuthorizationConsent(false)
                      .build())
              .tokenSettings(
                  TokenSettings.builder()
                      .accessTokenTimeToLive(LIFETIME)
                      .reuseRefreshTokens(false)
                      .build())
              .build());
    }

    @Bean
    JWKSource<SecurityContext> keys() throws JOSEException {
      return new ImmutableJWKSet<>(
          new JWKSet(new RSAKeyGenerator(2048).keyID("counterpart").generate()));
    }

    @Bean
    OAuth2TokenGenerator<OAuth2Token> tokens(JWKSource<SecurityContext> keys, Clock clock) {
      JwtGenerator access = new JwtGenerator(new NimbusJwtEncoder(keys));
      access.setClock(clock);
      OAuth2RefreshTokenGenerator refresh = new OAuth2RefreshTokenGenerator();
      refresh.setClock(clock);
      return new DelegatingOAuth2TokenGenerator(access, refresh);
    }
  }
}
