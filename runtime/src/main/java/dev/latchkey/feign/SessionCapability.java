package dev.latchkey.feign;

import dev.latchkey.scheme.Scheme;
import dev.latchkey.session.AuthSession;
import feign.AsyncClient;
import feign.Capability;
import feign.Client;
import feign.Contract;
import feign.InvocationHandlerFactory;
import feign.QueryMapEncoder;
import feign.Request;
import feign.RequestInterceptors;
import feign.codec.Decoder;
import feign.codec.Encoder;
import feign.codec.ErrorDecoder;
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
  private final @Nullable LifecycleCalls<?> calls;

  /*
   * Feign enriches the parts of a builder one after another, on one thread, and the request
   * interceptors after everything that is a field; that is when the collection for one client is
   * complete.
   */
  private final ThreadLocal<Components> building = ThreadLocal.withInitial(Components::new);

  private SessionCapability(
      Supplier<AuthSession> sessions,
      @Nullable AuthSession session,
      Origins origins,
      Scheme scheme,
      @Nullable LifecycleCalls<?> calls) {
    this.sessions = sessions;
    this.session = session;
    this.origins = origins;
    this.scheme = scheme;
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
        () -> session, session, origins(origin, more), Scheme.bearer(), null);
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
    return new SessionCapability(sessions, session, origins, scheme, calls);
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
    Objects.requireNonNull(api, "api");
    return new SessionCapability(
        sessions, session, origins, scheme, new LifecycleCalls<>(api, refresh, signOut));
  }

  private static Origins origins(String origin, String... more) {
    List<String> named = new ArrayList<>();
    named.add(origin);
    named.addAll(List.of(more));
    return Origins.named(named);
  }

  @Override
  public Client enrich(Client transport) {
    AuthenticatingClient seat = new AuthenticatingClient(transport, sessions, scheme, origins);
    building.get().client = seat;
    return seat;
  }

  /**
   * Refuses: an asynchronous client would send its calls without the credential.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public AsyncClient<Object> enrich(@Nullable AsyncClient<Object> transport) {
    throw new UnsupportedOperationException(
        "SessionCapability serves Feign.builder(); AsyncFeign.builder() would send its calls"
            + " without the credential.");
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

  @Override
  public ErrorDecoder enrich(ErrorDecoder decoder) {
    building.get().errorDecoder = decoder;
    return decoder;
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
    building.remove();
    return interceptors;
  }

  /** Returns the origins; holds no secret. */
  @Override
  public String toString() {
    return "SessionCapability[" + origins + "]";
  }
}
