package dev.latchkey.oauth2;

import dev.latchkey.exchange.EndpointName;
import dev.latchkey.exchange.ForeignTransport;
import dev.latchkey.exchange.SharedTransport;
import dev.latchkey.session.Credential;
import dev.latchkey.session.Refresher;
import feign.Client;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The token endpoint of an OAuth 2.0 authorization server (RFC 6749, section 3.2) and the client
 * that asks there.
 *
 * <p>It is immutable and safe for use by many threads; each method returns a copy, but the two
 * grants, which a session is built with:
 *
 * <pre>{@code
 * TokenEndpoint endpoint =
 *     TokenEndpoint.at("https://id.example/oauth2/token").clientSecretBasic("shop", secret);
 *
 * AuthSession.builder().signInWith(endpoint.scope("orders").clientCredentials()).build();
 * AuthSession.builder().refreshWith(endpoint.refreshToken()).build();
 * }</pre>
 *
 * <p>A grant sends one request and never repeats it, and follows no redirect. Where it brings no
 * credential it throws
 *
 * <ul>
 *   <li>{@link dev.latchkey.session.RefreshRefusedException} if the server answers {@code
 *       invalid_grant}: sign in again;
 *   <li>{@link dev.latchkey.session.MisconfiguredException} if the client, its scopes or the URL
 *       have to be mended first: {@code invalid_client}, {@code unauthorized_client}, {@code
 *       invalid_scope}, {@code unsupported_grant_type}, {@code invalid_request}, a status of 401,
 *       404, 405 or 415, a redirect, or a token that is no bearer token;
 *   <li>{@link dev.latchkey.session.RefreshFailedException} for everything else: try later.
 * </ul>
 *
 * <p>No message holds a secret, or any of an answer but its error word.
 */
public final class TokenEndpoint {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(8);

  /** RFC 6749, section 3.3. */
  private static final Pattern SCOPES = Pattern.compile("[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]+");

  private final String url;
  private final @Nullable ClientAuthentication authentication;
  private final String scopes;
  private final Form parameters;
  private final Duration timeout;
  private final Client transport;

  private TokenEndpoint(
      String url,
      @Nullable ClientAuthentication authentication,
      String scopes,
      Form parameters,
      Duration timeout,
      Client transport) {
    this.url = url;
    this.authentication = authentication;
    this.scopes = scopes;
    this.parameters = parameters;
    this.timeout = timeout;
    this.transport = transport;
  }

  /**
   * Returns the endpoint at a URL.
   *
   * @param url an absolute URL, which may have a query; over https, or over http to this machine
   *     ({@code localhost}, 127.0.0.0/8, {@code ::1})
   * @return the endpoint, with no client yet, no scopes, and a timeout of 8 seconds
   * @throws IllegalArgumentException if the URL is malformed, of another scheme, holds user info or
   *     a fragment, or would send secrets over a network in the clear
   */
  public static TokenEndpoint at(String url) {
    return new TokenEndpoint(
        EndpointUrl.checked(url),
        null,
        "",
        Form.EMPTY,
        DEFAULT_TIMEOUT,
        (request, options) -> SharedTransport.forTokens().execute(request, options));
  }

  /**
   * Authenticates the client by HTTP Basic, {@code client_secret_basic} (section 2.3.1), instead of
   * any way named before.
   *
   * @param clientId the client's id, not blank
   * @param clientSecret its secret, not blank
   * @return the copy
   */
  public TokenEndpoint clientSecretBasic(String clientId, String clientSecret) {
    return with(ClientAuthentication.basic(clientId, clientSecret));
  }

  /**
   * Authenticates the client in the form, {@code client_secret_post} (section 2.3.1), instead of
   * any way named before.
   *
   * @param clientId the client's id, not blank
   * @param clientSecret its secret, not blank
   * @return the copy
   */
  public TokenEndpoint clientSecretPost(String clientId, String clientSecret) {
    return with(ClientAuthentication.post(clientId, clientSecret));
  }

  /**
   * Names a client that sends no secret, {@code none}, instead of any way named before: an
   * application on its user's machine, or a client that its TLS certificate authenticates (RFC
   * 8705), which the transport presents.
   *
   * @param clientId the client's id, not blank
   * @return the copy
   */
  public TokenEndpoint publicClient(String clientId) {
    return with(ClientAuthentication.none(clientId));
  }

  /**
   * Sets the scopes to ask for, instead of any set before.
   *
   * @param scopes the scopes (section 3.3); none leaves them to the server
   * @return the copy
   * @throws IllegalArgumentException if a scope is blank or holds a character that none can
   */
  public TokenEndpoint scope(String... scopes) {
    for (String scope : scopes) {
      if (scope.isBlank() || !SCOPES.matcher(scope).matches()) {
        throw new IllegalArgumentException(
            "\"" + scope + "\" is no scope: printable ASCII without \" and \\ (RFC 6749, 3.3).");
      }
    }
    return new TokenEndpoint(
        url, authentication, String.join(" ", scopes), parameters, timeout, transport);
  }

  /**
   * Adds a form parameter, such as {@code audience} or {@code resource}, to those added before.
   *
   * @param name its name, not blank; none that has a method here, and none of the client's
   *     authentication
   * @param value its value, treated as a secret
   * @return the copy
   * @throws IllegalArgumentException if the name is blank or one of those
   */
  public TokenEndpoint parameter(String name, String value) {
    Form more = parameters.withCustom(name, value);
    return new TokenEndpoint(url, authentication, scopes, more, timeout, transport);
  }

  /**
   * Sets how long one request may take, from connecting to the last byte of the answer; the default
   * is 8 seconds, a little less than {@link dev.latchkey.session.RefreshPolicy#maxWait}, so that
   * those who wait hear what went wrong.
   *
   * @param total more than zero
   * @return the copy
   * @throws IllegalArgumentException if it is zero or less
   */
  public TokenEndpoint timeout(Duration total) {
    if (Objects.requireNonNull(total, "total").compareTo(Duration.ZERO) <= 0) {
      throw new IllegalArgumentException("The timeout is " + total + "; it has to be above zero.");
    }
    return new TokenEndpoint(url, authentication, scopes, parameters, total, transport);
  }

  /**
   * Sets the transport; the default is the JDK's HTTP client, with HTTP/1.1 and no redirects.
   *
   * <p>It is called on a thread of its own, which is interrupted at the timeout, and is told by its
   * options to follow no redirect. One that follows them all the same, or repeats a request, gives
   * secrets away or spends a refresh token twice.
   *
   * @param transport what sends the requests; it is never closed
   * @return the copy
   * @throws IllegalArgumentException if it is Feign's {@link feign.http2client.Http2Client} with an
   *     {@link java.net.http.HttpClient} that follows redirects or has an authenticator
   */
  public TokenEndpoint transport(Client transport) {
    ForeignTransport.refuse(Objects.requireNonNull(transport, "transport"));
    return new TokenEndpoint(url, authentication, scopes, parameters, timeout, transport);
  }

  /**
   * Returns the client credentials grant (section 4.4), for a session that signs itself in.
   *
   * @return a function that asks for a credential each time it is called; it may be called by many
   *     threads
   * @throws IllegalStateException if no client has been named
   */
  public Callable<Credential> clientCredentials() {
    return new ClientCredentialsGrant(exchange());
  }

  /**
   * Returns the refresh token grant (section 6), for a session that somebody signed in.
   *
   * <p>It presents the refresh token of the credential that it is handed. An answer without a new
   * one is as good; the session then keeps the one it holds.
   *
   * @return the refresher; it may be called by many threads
   * @throws IllegalStateException if no client has been named
   */
  public Refresher refreshToken() {
    return new RefreshTokenGrant(exchange());
  }

  /** Returns what is no secret: the URL without its query, and the client. */
  @Override
  public String toString() {
    return "TokenEndpoint["
        + new EndpointName("POST", url)
        + ", "
        + (authentication == null ? "no client" : authentication)
        + "]";
  }

  private TokenEndpoint with(ClientAuthentication authentication) {
    return new TokenEndpoint(url, authentication, scopes, parameters, timeout, transport);
  }

  private TokenExchange exchange() {
    if (authentication == null) {
      throw new IllegalStateException(
          this
              + ": which client asks? Call clientSecretBasic(id, secret), clientSecretPost(id,"
              + " secret) or publicClient(id).");
    }
    Form all = scopes.isEmpty() ? parameters : Form.EMPTY.with("scope", scopes).with(parameters);
    return new TokenExchange(url, authentication, all, timeout, transport);
  }
}
