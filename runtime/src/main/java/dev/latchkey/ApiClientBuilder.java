package dev.latchkey;

import dev.latchkey.exchange.ForeignTransport;
import dev.latchkey.exchange.SharedTransport;
import dev.latchkey.feign.AsyncRefreshCall;
import dev.latchkey.feign.RefreshCall;
import dev.latchkey.feign.SessionCapability;
import dev.latchkey.feign.SignOutCall;
import dev.latchkey.scheme.Scheme;
import dev.latchkey.session.AuthSession;
import feign.AsyncClient;
import feign.AsyncFeign;
import feign.BaseBuilder;
import feign.Capability;
import feign.Client;
import feign.Contract;
import feign.Feign;
import feign.Request;
import feign.ResponseMapper;
import feign.Retryer;
import feign.codec.Codec;
import feign.codec.Decoder;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Builds the client of an API: a Feign builder in every respect, by Feign's own names, with a
 * session below it.
 *
 * <p>Its defaults differ from Feign's where those lose calls or leak credentials: JSON by Jackson,
 * the JDK's HTTP client, 10 s to connect and 60 s to read, redirects followed with the credential
 * only at the origin that sent them, and no Retryer, since Feign's own repeats a POST five times. A
 * builder is for one thread; the clients are for all.
 *
 * @param <T> the API
 */
public final class ApiClientBuilder<T> extends BaseBuilder<ApiClientBuilder<T>, T> {
  private final Class<T> api;
  private final UnaryOperator<T> generated;
  private final List<Capability> added = new ArrayList<>();
  private final Set<String> allowedOrigins = new LinkedHashSet<>();
  private final JsonCodec json = new JsonCodec();
  private boolean asksForJson = true;
  private @Nullable ApiUrl url;
  private @Nullable Client transport;
  private @Nullable AuthSession session;
  private @Nullable Supplier<? extends @Nullable AuthSession> sessions;
  private @Nullable AsyncClient<Object> asyncTransport;
  private @Nullable RefreshCall<? super T> refresh;
  private @Nullable AsyncRefreshCall<? super T> asyncRefresh;
  private @Nullable SignOutCall<? super T> signOut;
  private Scheme scheme = Scheme.bearer();

  /**
   * Called by generated code.
   *
   * @param api the API
   * @param generated makes the generated client around Feign's
   */
  public ApiClientBuilder(Class<T> api, UnaryOperator<T> generated) {
    this.api = Objects.requireNonNull(api, "api");
    this.generated = Objects.requireNonNull(generated, "generated");
    this.encoder = json.encoder();
    this.decoder = json.decoder();
    this.retryer = Retryer.NEVER_RETRY;
    this.options = followingRedirects(SharedTransport.options());
  }

  /** Followed here, at the API's own origin, and never by a transport. */
  private static Request.Options followingRedirects(Request.Options options) {
    return new Request.Options(
        Duration.ofMillis(options.connectTimeoutMillis()),
        Duration.ofMillis(options.readTimeoutMillis()),
        true);
  }

  /**
   * Called by generated code: says how the session calls the {@link Refresh} endpoint.
   *
   * @param refresh calls it
   * @return this builder
   */
  public ApiClientBuilder<T> refreshedBy(RefreshCall<? super T> refresh) {
    this.refresh = Objects.requireNonNull(refresh, "refresh");
    return this;
  }

  /**
   * Called by generated code: says how the session calls the {@link Refresh} endpoint, if that is
   * asynchronous.
   *
   * @param refresh calls it
   * @return this builder
   */
  public ApiClientBuilder<T> refreshedAsyncBy(AsyncRefreshCall<? super T> refresh) {
    this.asyncRefresh = Objects.requireNonNull(refresh, "refresh");
    return this;
  }

  /**
   * Called by generated code: says how the session calls the {@link SignOut} endpoint.
   *
   * @param signOut calls it
   * @return this builder
   */
  public ApiClientBuilder<T> signedOutBy(SignOutCall<? super T> signOut) {
    this.signOut = Objects.requireNonNull(signOut, "signOut");
    return this;
  }

  /**
   * Sets where the API is.
   *
   * @param url http or https, with host, and a path if the API has one; plain http is refused by
   *     {@link #build()}, unless the host is loopback or {@link #allowOrigin} names the origin
   * @return this builder
   * @throws IllegalArgumentException if it is not such a URL
   */
  public ApiClientBuilder<T> url(String url) {
    this.url = ApiUrl.parse(url);
    return this;
  }

  /**
   * Sets the session whose credential the client carries, and which its lifecycle endpoints act on;
   * several clients may share one. Without it, an API with lifecycle endpoints has a session of its
   * own, in memory.
   *
   * @param session the session
   * @return this builder
   */
  public ApiClientBuilder<T> session(AuthSession session) {
    this.session = Objects.requireNonNull(session, "session");
    this.sessions = null;
    return this;
  }

  /**
   * Sets where each call finds its session, asked on the calling thread.
   *
   * @param session finds it; null fails the call
   * @return this builder
   */
  public ApiClientBuilder<T> session(Supplier<? extends @Nullable AuthSession> session) {
    this.sessions = Objects.requireNonNull(session, "session");
    this.session = null;
    return this;
  }

  /**
   * Sets how the credential is written on a request; the default is {@link Scheme#bearer()}.
   *
   * @param scheme writes it
   * @return this builder
   */
  public ApiClientBuilder<T> scheme(Scheme scheme) {
    this.scheme = Objects.requireNonNull(scheme, "scheme");
    return this;
  }

  /**
   * Sets the transport of blocking endpoints; the default is the JDK's HTTP client, shared by all
   * clients of the process.
   *
   * <p>It serves asynchronous endpoints too, unless {@link #asyncClient} says otherwise: as it is,
   * if it is an {@link AsyncClient}, and else on a thread for each call, virtual where the JDK has
   * them, which is interrupted when the call is cancelled.
   *
   * <p>A transport that repeats requests by itself repeats a refresh as well, and presents a token
   * twice that is good for one use: okhttp unless {@code retryOnConnectionFailure(false)} is
   * called, and after a 503 with {@code Retry-After: 0} even then; Apache's client unless {@code
   * disableAutomaticRetries()} is called.
   *
   * <p>No transport shall follow redirects, which it is told; what follows them all the same takes
   * the credential along. {@code HttpURLConnection}, below Feign's own transport, repeats a request
   * without a body once if a connection that was kept breaks, a POST too unless the system property
   * {@code sun.net.http.retryPost} is false; a refresh it sends once.
   *
   * @param transport sends requests; sees credentials
   * @return this builder
   * @throws IllegalArgumentException if it is Feign's {@link feign.http2client.Http2Client} with an
   *     {@link java.net.http.HttpClient} that follows redirects or has an authenticator
   */
  public ApiClientBuilder<T> client(Client transport) {
    ForeignTransport.refuse(Objects.requireNonNull(transport, "transport"));
    this.transport = transport;
    return this;
  }

  /**
   * Sets the transport of asynchronous endpoints; the default is the JDK's HTTP client, shared by
   * all clients of the process.
   *
   * <p>It serves blocking endpoints too, unless {@link #client} says otherwise: as it is, if it is
   * a {@link Client}, and else by waiting for its answer, which can be interrupted.
   *
   * <p>Feign completes calls on the thread that completes the transport's future: there answers are
   * decoded, and there a Retryer sleeps, if there is one.
   *
   * @param transport sends requests; sees credentials. When a call is cancelled, so is the future
   *     that it has returned, which should abort the exchange; it gets no context
   * @return this builder
   * @throws IllegalArgumentException if it is Feign's {@link feign.DefaultAsyncClient}, which
   *     leaves a call open for ever if its {@link Client} throws an Error; give that to {@link
   *     #client}; or an {@link feign.http2client.Http2Client} that {@link #client} refuses
   */
  @SuppressWarnings("unchecked") // There is never a context.
  public ApiClientBuilder<T> asyncClient(AsyncClient<?> transport) {
    ForeignTransport.refuse(Objects.requireNonNull(transport, "transport"));
    this.asyncTransport = (AsyncClient<Object>) transport;
    return this;
  }

  /**
   * Lets the credential go to one more origin, or to one without https.
   *
   * @param origin scheme, host and port, such as {@code "https://eu.shop.example"}
   * @return this builder
   * @throws IllegalArgumentException if it is not an origin
   */
  public ApiClientBuilder<T> allowOrigin(String origin) {
    SessionCapability.of(() -> null, origin); // says so now if it is none
    allowedOrigins.add(ApiUrl.originOf(URI.create(origin)));
    return this;
  }

  @Override
  public ApiClientBuilder<T> decoder(Decoder decoder) {
    asksForJson = false;
    return super.decoder(decoder);
  }

  @Override
  public ApiClientBuilder<T> mapAndDecode(ResponseMapper mapper, Decoder decoder) {
    asksForJson = false;
    return super.mapAndDecode(mapper, decoder);
  }

  @Override
  public ApiClientBuilder<T> codec(Codec codec) {
    asksForJson = false;
    return super.codec(codec);
  }

  /**
   * Refuses: the compiler has checked the interface by Feign's own contract.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public ApiClientBuilder<T> contract(Contract contract) {
    throw new UnsupportedOperationException(
        "A generated client is checked by Feign's own contract. For another, build it by"
            + " Feign.builder() and add a SessionCapability.");
  }

  @Override
  public ApiClientBuilder<T> addCapability(Capability capability) {
    // Kept from BaseBuilder, which would apply them to this builder, above the session and not
    // below.
    added.add(Objects.requireNonNull(capability, "capability"));
    return this;
  }

  /**
   * Called by {@link #build()}.
   *
   * @return the client
   * @throws IllegalStateException if the url or the session is missing, the url is plain http, or
   *     the default codec has to write or to read a {@link dev.latchkey.session.Credential}
   */
  @Override
  protected T internalBuild() {
    ApiUrl checked = requireUrl();
    String target = checked.text();
    SessionCapability capability = capability(checked.origin());
    Transports transports = new Transports(transport, asyncTransport, target);
    BothKinds kinds = new BothKinds(api, json.legible(contract, encoder, decoder));
    if (kinds.areThere()) {
      T unused =
          configured(AsyncFeign.builder().client(transports.asynchronous()), capability)
              .contract(kinds.asynchronousOnes())
              .invocationHandlerFactory(kinds.taking())
              .target(api, target);
    }
    return generated.apply(
        configured(Feign.builder().client(transports.blocking()), capability)
            .contract(kinds.blockingOnes())
            .invocationHandlerFactory(kinds.joinedFor(invocationHandlerFactory))
            .target(api, target));
  }

  private <B extends BaseBuilder<B, F>, F> B configured(B feign, SessionCapability capability) {
    feign
        .addCapability(capability)
        .encoder(encoder)
        .decoder(decoder)
        .errorDecoder(errorDecoder)
        .queryMapEncoder(queryMapEncoder)
        .options(options)
        .retryer(retryer)
        .logger(logger)
        .logLevel(logLevel)
        .exceptionPropagationPolicy(propagationPolicy)
        .responseInterceptors(responseInterceptors)
        .methodInterceptors(methodInterceptors);
    if (asksForJson) {
      feign.requestInterceptor(json);
    }
    requestInterceptors.forEach(feign::requestInterceptor);
    added.forEach(feign::addCapability);
    if (!closeAfterDecode) {
      feign.doNotCloseAfterDecode();
    }
    if (decodeVoid) {
      feign.decodeVoid();
    }
    if (dismiss404) {
      feign.dismiss404();
    }
    return feign;
  }

  private SessionCapability capability(String own) {
    String[] more = allowedOrigins.toArray(String[]::new);
    SessionCapability capability =
        sessions != null
            ? SessionCapability.of(sessions, own, more)
            : SessionCapability.of(requireSession(), own, more);
    return asyncRefresh == null
        ? capability.scheme(scheme).lifecycle(api, refresh, signOut)
        : capability.scheme(scheme).asyncLifecycle(api, asyncRefresh, signOut);
  }

  private AuthSession requireSession() {
    if (session != null) {
      return session;
    }
    boolean signsIn = refresh != null || asyncRefresh != null || signOut != null || hasSignIn();
    if (!signsIn) {
      throw new IllegalStateException(
          "%s has no session: set one with session(..), or give it @SignIn and @Refresh endpoints."
              .formatted(api.getSimpleName()));
    }
    return AuthSession.builder().key(api.getSimpleName()).build();
  }

  private boolean hasSignIn() {
    for (var method : api.getMethods()) {
      if (method.isAnnotationPresent(SignIn.class)) {
        return true;
      }
    }
    return false;
  }

  private ApiUrl requireUrl() {
    if (url == null) {
      throw new IllegalStateException(
          "%s has no url: set it with url(..).".formatted(api.getSimpleName()));
    }
    url.requireSecure(allowedOrigins);
    return url;
  }
}
