package counterpart;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Spring Security's resource server for JWTs: {@code /reports} for the scope that the client has,
 * {@code /audit} for one that it has not.
 */
final class ResourceServer implements AutoCloseable {
  private final Traffic traffic;
  private final SpringServer server;

  private ResourceServer(Traffic traffic, SpringServer server) {
    this.traffic = traffic;
    this.server = server;
  }

  /** Starts it; tokens of this issuer expire by this clock, to the second. */
  static ResourceServer start(AuthorizationServer issuer, Clock clock) throws IOException {
    Traffic traffic = new Traffic();
    return new ResourceServer(
        traffic,
        SpringServer.start(
            spring -> {
              spring.registerBean(JwtDecoder.class, () -> decoder(issuer.url(), clock));
              spring.register(Beans.class);
            },
            traffic,
            ResourceServer::answer));
  }

  private static JwtDecoder decoder(String issuer, Clock clock) {
    JwtTimestampValidator lifetime = new JwtTimestampValidator(Duration.ZERO);
    lifetime.setClock(clock);
    NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(issuer + "/oauth2/jwks").build();
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(lifetime, new JwtIssuerValidator(issuer)));
    return decoder;
  }

  private static void answer(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    response.setContentType("application/json");
    response.getWriter().write("[\"the report\"]");
  }

  String url() {
    return server.url();
  }

  /** Holds back each 401 until there are so many of them. */
  void holdRejections(int calls) {
    traffic.holdRejections(calls);
  }

  /** Returns what was asked since it was last forgotten. */
  List<String> asked() {
    return traffic.asked();
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
      return http.oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
          .authorizeHttpRequests(
              requests ->
                  requests
                      .requestMatchers("/audit")
                      .hasAuthority("SCOPE_audit")
                      .anyRequest()
                      .hasAuthority("SCOPE_reports"))
          .sessionManagement(
              sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
          .build();
    }
  }
}
