package soak;

import dev.latchkey.feign.SessionCapability;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.RefreshPolicy;
import dev.latchkey.session.SessionStore;
import feign.AsyncFeign;
import feign.Client;
import feign.Feign;
import feign.Request;
import feign.RequestTemplate;
import feign.Retryer;
import feign.jackson.JacksonDecoder;
import feign.jackson.JacksonEncoder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One session and its client. Half of the users have the client that javac writes and half a Feign
 * with {@code addCapability}; half are told when their tokens expire. One in eight is in a hurry,
 * so that its refreshes are cut off by their deadline; one in four is restless, and signs in and
 * out more often than its refreshes may take; one in three has a store.
 */
final class User {
  static final String SESSION = "session";
  static final String SENT = "sent-nanos";
  static final String WAITS = "waits-nanos";

  static final int CONNECT_MILLIS = 500;
  private static final int READ_MILLIS = 1000;

  final int number;
  final AuthSession session;
  final SoakApi api;

  /** What serves the asynchronous endpoint; Feign has a builder of its own for such. */
  final SoakApi later;

  final boolean tellExpiry;

  /** When a call was answered for the last time. */
  final AtomicLong answeredNanos = new AtomicLong(System.nanoTime());

  /** When the session asked for a refresh for the last time. */
  final AtomicLong refreshedNanos = new AtomicLong(System.nanoTime());

  final boolean restless;
  private final boolean hasty;

  User(int number, String url, Client transport) {
    this.number = number;
    this.tellExpiry = number / 2 % 2 == 0;
    this.hasty = number % 8 == 7;
    this.restless = number % 4 == 1;
    this.session = session();
    boolean isGenerated = number % 2 == 0;
    this.api = isGenerated ? generated(url, transport) : withCapability(url, transport);
    this.later = isGenerated ? api : laterWithCapability(url);
  }

  private AuthSession session() {
    AuthSession.Builder settings = AuthSession.builder().key("user-" + number).policy(policy());
    return (number % 3 == 0 ? settings.store(SessionStore.inMemory()) : settings).build();
  }

  void signIn() {
    api.login(new SoakApi.Login(tellExpiry));
  }

  private RefreshPolicy policy() {
    RefreshPolicy policy =
        RefreshPolicy.defaults().coolDown(Duration.ofMillis(20), Duration.ofMillis(200));
    return hasty
        ? policy.timeout(Duration.ofMillis(300)).maxWait(Duration.ofMillis(250))
        : policy.timeout(Duration.ofSeconds(4)).maxWait(Duration.ofSeconds(2));
  }

  private SoakApi generated(String url, Client transport) {
    return SoakApiClient.builder()
        .url(url)
        .session(session)
        .client(transport)
        .options(options())
        .requestInterceptor(this::sign)
        .build();
  }

  private SoakApi withCapability(String url, Client transport) {
    return Feign.builder()
        .addCapability(SessionCapability.of(session, url))
        .client(transport)
        .options(options())
        .encoder(new JacksonEncoder())
        .decoder(new JacksonDecoder())
        .retryer(Retryer.NEVER_RETRY)
        .requestInterceptor(this::sign)
        .target(SoakApi.class, url);
  }

  private SoakApi laterWithCapability(String url) {
    return AsyncFeign.builder()
        .addCapability(SessionCapability.of(session, url))
        .options(options())
        .encoder(new JacksonEncoder())
        .decoder(new JacksonDecoder())
        .retryer(Retryer.NEVER_RETRY)
        .requestInterceptor(this::sign)
        .target(SoakApi.class, url);
  }

  /** Says who asks, when, and how long it is certain to wait for the answer to a refresh. */
  private void sign(RequestTemplate template) {
    // The JDK's client leaves when the head of the answer has not come after the read timeout.
    long waits = TimeUnit.MILLISECONDS.toNanos(hasty ? 0 : READ_MILLIS);
    if (template.path().endsWith("/refresh")) {
      refreshedNanos.set(System.nanoTime());
    }
    template.header(SESSION, String.valueOf(number));
    template.header(SENT, String.valueOf(System.nanoTime()));
    template.header(WAITS, String.valueOf(waits));
  }

  private static Request.Options options() {
    return new Request.Options(
        CONNECT_MILLIS, TimeUnit.MILLISECONDS, READ_MILLIS, TimeUnit.MILLISECONDS, false);
  }
}
