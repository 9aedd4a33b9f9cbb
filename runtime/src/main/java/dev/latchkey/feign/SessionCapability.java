package dev.latchkey.feign;

import dev.latchkey.exchange.SharedTransport;
import dev.latchkey.scheme.Scheme;
import dev.latchkey.session.AuthSession;
import feign.AsyncClient;
import feign.Capability;
import feign.Client;
import feign.Contract;
import feign.InvocationHandlerFactory;
import feign.MethodInfoResolver;
import feign.QueryMapEncoder;
import feign.Request;
import feign.RequestInterceptors;
import feign.ResponseInterceptors;
import feign.Retryer;
import feign.codec.Decoder;
import feign.codec.Encoder;
import feign.codec.ErrorDecoder;
import feign.interceptor.MethodInterceptors;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives a hand-built Feign client what a generated one has: its calls carry the session's
 * credential, and are resent once after a refresh that they share. The annotations of {@code
 * dev.latchkey} mean the same on its interface.
 *
 * <pre>{@code
 * Feign.builder()
 *     .addCapability(SessionCapability.of(session, "https://billing.example"))
 *     .target(InvoicesApi.class, "https://billing.example");
 * }</pre>
 *
 * <p>It serves {@code AsyncFeign.builder()} as well, and mends what Feign loses there: a future
 * that is cancelled ends the exchange, whatever throws completes the future, and blocking endpoints
 * can be interrupted. No thread waits for a refresh that a future waits for. Without a transport
 * such a builder has the JDK's HTTP client, and no use for its executor; Feign's {@link
 * feign.DefaultAsyncClient} is refused, since it leaves a future open for ever if its {@link
 * Client} throws an Error.
 *
 * <p>Add it before other capabilities, so that theirs count a call once and never see the
 * credential; a {@link Client} that is given to the builder sees every request as it is sent.
 * Lifecycle endpoints are sent by the client, the codec and the interceptors that the builder has
 * without other capabilities, and are neither logged nor repeated. Immutable; one capability serves
 * any number of builders and threads.
 */
public final class SessionCapability implements Capability {
  private final Supplier<AuthSession> sessions;
  private final @Nullable AuthSession session;
  private final Origins origins;
  private final Scheme scheme;

  /** Shared by the clients of both kinds of an API, of which one may sign in for the other. */
  private final Visitor visitor;

  private final @Nullable LifecycleCalls<?> calls;

  /*
   * Feign enriches the parts of a builder one after another, on one thread, and the method
   * interceptors last; that is when the collection for one client is complete.
   */
  private final ThreadLocal<Components> building = ThreadLocal.withInitial(Components::new);

  private SessionCapability(
      Supplier<AuthSession> sessions,
      @Nullable AuthSession session,
      Origins origins,
      Scheme scheme,
      Visitor visitor,
      @Nullable LifecycleCalls<?> calls) {
    this.sessions = sessions;
    this.session = session;
    this.origins = origins;
    this.scheme = scheme;
    this.visitor = visitor;
    this.calls = calls;
  }

  /**
   * Returns a capability whose clients carry the session's credential to these origins and to no
   * other; a call that leads elsewhere is sent without it, and a refresh or a sign-out not at all.
   *
   * @param session the session
   * @param origin scheme, host and port, such as {@code "https://billing.example"}; one without
   *     https is allowed by being named
   * @param more further origins
   * @return the capability
   * @throws IllegalArgumentException if one of them is not an origin
   */
  public static SessionCapability of(AuthSession session, String origin, String... more) {
    Objects.requireNonNull(session, "session");
    return new SessionCapability(
        () -> session, session, origins(origin, more), Scheme.bearer(), new Visitor(true), null);
  }

  /**
   * Returns a capability whose clients ask, on the calling thread, for the session of each call. An
   * API with {@code @Refresh} or {@code @SignOut} endpoints is refused, since those belong to one
   * session.
   *
   * @param session finds the session; null fails the call
   * @param origin scheme, host and port, such as {@code "https://billing.example"}; one without
   *     https is allowed by being named
   * @param more further origins
   * @return the capability
   * @throws IllegalArgumentException if one of them is not an origin
   */
  public static SessionCapability of(
      Supplier<? extends @Nullable AuthSession> session, String origin, String... more) {
    Objects.requireNonNull(session, "session");
    return new SessionCapability(
        () -> {
          AuthSession found = session.get();
          if (found == null) {
            throw new IllegalStateException(
                "The supplier found no session for this call, so nothing was sent.");
          }
          return found;
        },
        null,
        origins(origin, more),
        Scheme.bearer(),
        new Visitor(false),
        null);
  }

  /**
   * Returns a copy that writes the credential by this scheme instead of as a bearer token.
   *
   * @param scheme writes it
   * @return the copy
   */
  public SessionCapability scheme(Scheme scheme) {
    Objects.requireNonNull(scheme, "scheme");
    return new SessionCapability(sessions, session, origins, scheme, visitor, calls);
  }

  /**
   * Returns a copy that calls the lifecycle endpoints of an API like this, as generated clients do,
   * instead of finding by reflection how their arguments are made; for an API in a named module
   * that is not open.
   *
   * @param api the API
   * @param refresh calls its {@code @Refresh} endpoint, or null if there is none
   * @param signOut calls its {@code @SignOut} endpoint, or null if there is none
   * @param <T> the API
   * @return the copy, for clients of this API alone
   */
  public <T> SessionCapability lifecycle(
      Class<T> api,
      @Nullable RefreshCall<? super T> refresh,
      @Nullable SignOutCall<? super T> signOut) {
    return saying(new LifecycleCalls<>(api, refresh, null, signOut));
  }

  /**
   * Returns what {@link #lifecycle} returns, for an API whose {@code @Refresh} endpoint is
   * asynchronous.
   *
   * @param api the API
   * @param refresh calls its {@code @Refresh} endpoint
   * @param signOut calls its {@code @SignOut} endpoint, or null if there is none
   * @param <T> the API
   * @return the copy, for clients of this API alone
   */
  public <T> SessionCapability asyncLifecycle(
      Class<T> api, AsyncRefreshCall<? super T> refresh, @Nullable SignOutCall<? super T> signOut) {
    Objects.requireNonNull(refresh, "refresh");
    return saying(new LifecycleCalls<>(api, null, refresh, signOut));
  }

  private SessionCapability saying(LifecycleCalls<?> said) {
    return new SessionCapability(sessions, session, origins, scheme, visitor, said);
  }

  private static Origins origins(String origin, String... more) {
    List<String> named = new ArrayList<>();
    named.add(origin);
    named.addAll(List.of(more));
    return Origins.named(named);
  }

  @Override
  public Client enrich(Client transport) {
    Components built = building.get();
    Seat seat = new Seat(sessions, scheme, origins, visitor, transport);
    AuthenticatingClient client = new AuthenticatingClient(transport, seat);
    built.seat = seat;
    built.client = client;
    return client;
  }

  /**
   * {@inheritDoc}
   *
   * @param transport the transport, or null if AsyncFeign would make one after its capabilities
   *     have been asked, above which nobody could sit; then it is the JDK's HTTP client
   */
  @Override
  public AsyncClient<Object> enrich(@Nullable AsyncClient<Object> transport) {
    Components built = building.get();
    AsyncClient<Object> sending = transport == null ? SharedTransport.ofRequests() : transport;
    Seat seat = new Seat(sessions, scheme, origins, visitor, sending);
    AsyncAuthenticatingClient client = new AsyncAuthenticatingClient(sending, seat, built.calls);
    built.seat = seat;
    built.asyncClient = client;
    return client;
  }

  @Override
  public MethodInfoResolver enrich(MethodInfoResolver methods) {
    AwaitedMethods awaited = new AwaitedMethods(methods);
    building.get().awaited = awaited;
    return awaited;
  }

  @Override
  public Retryer enrich(Retryer retryer) {
    Components built = building.get();
    built.retryer = retryer;
    // Feign enriches what is AsyncFeign's own, as its transport, before what both builders have.
    return built.isAsync() ? AsyncCall.ONE_ATTEMPT : retryer;
  }

  @Override
  public Contract enrich(Contract contract) {
    building.get().contract = contract;
    return contract;
  }

  @Override
  public Encoder enrich(Encoder encoder) {
    building.get().encoder = encoder;
    return encoder;
  }

  @Override
  public Decoder enrich(Decoder decoder) {
    building.get().decoder = decoder;
    return decoder;
  }

  /**
   * {@inheritDoc}
   *
   * @param decoder the user's is left as it is; Feign's own gives way to one that makes {@link
   *     InsufficientScopeException} and {@link StepUpRequiredException} as well
   */
  @Override
  public ErrorDecoder enrich(ErrorDecoder decoder) {
    ErrorDecoder chosen = Challenges.isFeignsOwn(decoder) ? Challenges.decoder(decoder) : decoder;
    building.get().errorDecoder = chosen;
    return chosen;
  }

  @Override
  public QueryMapEncoder enrich(QueryMapEncoder encoder) {
    building.get().queryMapEncoder = encoder;
    return encoder;
  }

  @Override
  public Request.Options enrich(Request.Options options) {
    building.get().options = options;
    return options;
  }

  @Override
  public InvocationHandlerFactory enrich(InvocationHandlerFactory handlers) {
    return new LifecycleHandlers(handlers, building.get(), sessions, session, calls);
  }

  @Override
  public RequestInterceptors enrich(RequestInterceptors interceptors) {
    building.get().requestInterceptors = List.copyOf(interceptors.interceptors());
    return interceptors;
  }

  @Override
  public ResponseInterceptors enrich(ResponseInterceptors interceptors) {
    return building.get().isAsync()
        ? new ResponseInterceptors(AsyncCalls.behindUnwrapping(interceptors.interceptors()))
        : interceptors;
  }

  /**
   * Makes the attempts of asynchronous calls. Feign finds this method by its return type, though
   * {@link Capability} does not declare it.
   *
   * @param interceptors the interceptors of the builder
   * @return those, and for AsyncFeign some more
   */
  public MethodInterceptors enrich(MethodInterceptors interceptors) {
    Components built = building.get();
    building.remove();
    return built.isAsync()
        ? new MethodInterceptors(built.around(interceptors.interceptors(), built.retryer))
        : interceptors;
  }

  /** Returns the origins; holds no secret. */
  @Override
  public String toString() {
    return "SessionCapability[" + origins + "]";
  }
}
