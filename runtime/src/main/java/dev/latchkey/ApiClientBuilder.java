package dev.latchkey;

import dev.latchkey.exchange.Loopback;
import dev.latchkey.exchange.SharedTransport;
import dev.latchkey.feign.RefreshCall;
import dev.latchkey.feign.SessionCapability;
import dev.latchkey.feign.SignOutCall;
import dev.latchkey.scheme.Scheme;
import dev.latchkey.session.AuthSession;
import feign.BaseBuilder;
import feign.Capability;
import feign.Client;
import feign.Contract;
import feign.Feign;
import feign.ResponseMapper;
import feign.Retryer;
import feign.codec.Codec;
import feign.codec.Decoder;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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
 * the JDK's HTTP client, 10 s to connect and 60 s to read, no redirects, and no Retryer, since
 * Feign's own repeats a POST five times. A builder is for one thread; the clients are for all.
 *
 * @param <T> the API
 */
public final class ApiClientBuilder<T> extends BaseBuilder<ApiClientBuilder<T>, T> {
  private static final int LAST_PORT = 65_535;

  private final Class<T> api;
  private final UnaryOperator<T> generated;
  private final List<Capability> added = new ArrayList<>();
  private final Set<String> allowedOrigins = new LinkedHashSet<>();
  private final JsonCodec json = new JsonCodec();
  private boolean asksForJson = true;
  private @Nullable String url;
  private @Nullable Client transport;
  private @Nullable AuthSession session;
  private @Nullable Supplier<? extends @Nullable AuthSession> sessions;
  private @Nullable RefreshCall<? super T> refresh;
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
    this.options = SharedTransport.options();
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
    parse(url);
    this.url = url;
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
   * Sets the transport; the default is the JDK's HTTP client, shared by all clients of the process.
   *
   * @param transport sends requests; sees credentials
   * @return this builder
   */
  public ApiClientBuilder<T> client(Client transport) {
    this.transport = Objects.requireNonNull(transport, "transport");
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
    allowedOrigins.add(originOf(URI.create(origin)));
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
   * @throws IllegalStateException if the url or the session is missing, or the url is plain http
   */
  @Override
  protected T internalBuild() {
    String target = requireUrl();
    Feign.Builder feign =
        Feign.builder()
            .addCapability(capability(target))
            .client(transport == null ? SharedTransport.forUrl(target) : transport)
            .contract(contract)
            .encoder(encoder)
            .decoder(decoder)
            .errorDecoder(errorDecoder)
            .queryMapEncoder(queryMapEncoder)
            .options(options)
            .retryer(retryer)
            .logger(logger)
            .logLevel(logLevel)
            .invocationHandlerFactory(invocationHandlerFactory)
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
    return generated.apply(feign.target(api, target));
  }

  private SessionCapability capability(String target) {
    String[] more = allowedOrigins.toArray(String[]::new);
    String own = originOf(URI.create(target));
    SessionCapability capability =
        sessions != null
            ? SessionCapability.of(sessions, own, more)
            : SessionCapability.of(requireSession(), own, more);
    return capability.scheme(scheme).lifecycle(api, refresh, signOut);
  }

  private AuthSession requireSession() {
    if (session != null) {
      return session;
    }
    boolean signsIn = refresh != null || signOut != null || hasSignIn();
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

  private String requireUrl() {
    if (url == null) {
      throw new IllegalStateException(
          "%s has no url: set it with url(..).".formatted(api.getSimpleName()));
    }
    URI target = URI.create(url);
    if (!"https".equalsIgnoreCase(target.getScheme())
        && !Loopback.isLoopback(target.getHost())
        && !allowedOrigins.contains(originOf(target))) {
      throw new IllegalStateException(
          """
          %s is not https, so anyone on the way could read the credential. Use https, or allow it \
          with allowOrigin("%s").\
          """
              .formatted(url, originOf(target)));
    }
    return url;
  }

  /** Returns scheme, host and port in one spelling. */
  private static String originOf(URI url) {
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    boolean usual = url.getPort() < 0 || url.getPort() == (scheme.equals("https") ? 443 : 80);
    String host = url.getHost().toLowerCase(Locale.ROOT);
    return scheme + "://" + host + (usual ? "" : ":" + url.getPort());
  }

  private static void parse(String url) {
    String what;
    try {
      URI parsed = new URI(Objects.requireNonNull(url, "url"));
      String scheme = parsed.getScheme();
      if (!"https".equalsIgnoreCase(scheme) && !"http".equalsIgnoreCase(scheme)) {
        what = "is neither http nor https";
      } else if (parsed.getHost() == null) {
        what = "names no host";
      } else if (parsed.getPort() == 0 || parsed.getPort() > LAST_PORT) {
        what = "names port " + parsed.getPort() + ", which there is not";
      } else if (parsed.getRawUserInfo() != null) {
        what = "holds user info, which the session's credential would contradict";
      } else if (parsed.getRawQuery() != null || parsed.getRawFragment() != null) {
        what = "holds a query or a fragment, which belong to endpoints";
      } else {
        return;
      }
    } catch (URISyntaxException e) {
      what = "is malformed at character " + (e.getIndex() + 1) + " (" + e.getReason() + ")";
    }
    int secret = url.indexOf('@');
    throw new IllegalArgumentException(
        "The url %s%s.".formatted(secret < 0 ? "\"" + url + "\" " : "", what));
  }
}
