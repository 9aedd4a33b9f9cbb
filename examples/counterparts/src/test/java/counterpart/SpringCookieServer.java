package counterpart;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.logout.HttpStatusReturningLogoutSuccessHandler;
import org.springframework.web.util.WebUtils;

/**
 * An application of Spring Security: its login form, its JWTs, and its {@code
 * CookieCsrfTokenRepository} as it sets that up for single-page applications. It has no refresh by
 * cookies, so that is {@link CookieSessions}.
 */
final class SpringCookieServer extends CookieServer {
  private final MovableClock clock;
  private final CookieSessions sessions;
  private final Traffic traffic;
  private final SpringServer server;

  private SpringCookieServer(
      MovableClock clock, CookieSessions sessions, Traffic traffic, SpringServer server) {
    this.clock = clock;
    this.sessions = sessions;
    this.traffic = traffic;
    this.server = server;
  }

  static CookieServer start() throws IOException {
    MovableClock clock = new MovableClock();
    CookieSessions sessions = new CookieSessions(clock, LIFETIME);
    Traffic traffic = new Traffic();
    SpringServer server =
        SpringServer.start(
            spring -> {
              spring.registerBean(CookieSessions.class, () -> sessions);
              spring.register(Beans.class);
            },
            traffic,
            (request, response, chain) -> answer(sessions, request, response, chain));
    return new SpringCookieServer(clock, sessions, traffic, server);
  }

  private static void answer(
      CookieSessions sessions, ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest asked = (HttpServletRequest) request;
    switch (asked.getMethod() + " " + asked.getRequestURI()) {
      case "GET /" -> {}
      case "GET /orders", "POST /orders" -> {
        response.setContentType("application/json");
        response.getWriter().write("[\"lamp\"]");
      }
      case "POST /auth/refresh" -> sessions.refresh(asked, (HttpServletResponse) response);
      default -> chain.doFilter(request, response);
    }
  }

  @Override
  String url() {
    return server.url();
  }

  @Override
  void expireAccessTokens() {
    clock.putForward(LIFETIME.plusSeconds(1));
  }

  @Override
  List<String> asked() {
    return traffic.asked();
  }

  @Override
  int refreshes() {
    return sessions.refreshes();
  }

  @Override
  int reuses() {
    return sessions.reuses();
  }

  @Override
  int sessions() {
    return sessions.alive();
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
    SecurityFilterChain filters(HttpSecurity http, CookieSessions sessions) {
      HttpStatusEntryPoint unauthorized = new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED);
      return http.csrf(CsrfConfigurer::spa)
          .sessionManagement(
              management -> management.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
          .formLogin(
              login ->
                  login
                      .loginProcessingUrl("/auth/login")
                      .successHandler(
                          (request, response, user) -> sessions.signIn(response, user.getName()))
                      .failureHandler((request, response, e) -> response.setStatus(401)))
          .logout(
              logout ->
                  logout
                      .logoutUrl("/auth/logout")
                      .addLogoutHandler(
                          (request, response, user) -> sessions.end(request, response))
                      .logoutSuccessHandler(
                          new HttpStatusReturningLogoutSuccessHandler(HttpStatus.NO_CONTENT)))
          .addFilter(bearerInCookie(sessions, unauthorized))
          .exceptionHandling(handling -> handling.authenticationEntryPoint(unauthorized))
          .authorizeHttpRequests(
              requests ->
                  requests
                      .requestMatchers("/", "/auth/**")
                      .permitAll()
                      .anyRequest()
                      .authenticated())
          .build();
    }

    /** Not {@code oauth2ResourceServer}, which asks no CSRF token of a request with a bearer. */
    private static BearerTokenAuthenticationFilter bearerInCookie(
        CookieSessions sessions, HttpStatusEntryPoint unauthorized) {
      BearerTokenAuthenticationFilter filter =
          new BearerTokenAuthenticationFilter(
              new ProviderManager(new JwtAuthenticationProvider(sessions.decoder())),
              Beans::bearer);
      filter.setAuthenticationEntryPoint(unauthorized);
      return filter;
    }

    /** An access token that has expired must not keep its session from being refreshed. */
    private static @Nullable Authentication bearer(HttpServletRequest request) {
      Cookie cookie = WebUtils.getCookie(request, CookieSessions.ACCESS);
      return cookie == null || request.getRequestURI().startsWith("/auth/")
          ? null
          : new BearerTokenAuthenticationToken(cookie.getValue());
    }

    @Bean
    UserDetailsService users() {
      return new InMemoryUserDetailsManager(
          User.withUsername(USER).password("{noop}" + PASSWORD).build());
    }
  }
}
