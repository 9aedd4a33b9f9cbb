package dev.latchkey.feign;

import dev.latchkey.scheme.Incoming;
import dev.latchkey.scheme.Outgoing;
import dev.latchkey.scheme.Scheme;
import dev.latchkey.session.Credential;
import dev.latchkey.session.CredentialResponse;
import dev.latchkey.session.Generation;
import feign.Request;
import feign.Response;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What the requests of one exchange carry for the session, written anew on each of them, and what
 * keeps what their answers bring it.
 */
abstract class Cargo {
  final Seat seat;

  private Cargo(Seat seat) {
    this.seat = seat;
  }

  /** Returns the request as it is sent; what Feign made stays as it is. */
  abstract Request loaded(Request request);

  /** Keeps what an answer brings. */
  abstract void take(Scheme scheme, Incoming answer);

  /** Returns what an answer is to be taken for, where it brings something. */
  abstract Outgoing.Purpose purpose();

  /** Returns whether its requests carry nothing, so that they may go anywhere. */
  boolean isBare() {
    return false;
  }

  /** Returns whether an answer rejects what its request carried, so that nothing follows it. */
  boolean isRejectedBy(Request request, Response answer) {
    return false;
  }

  /** Returns an answer without what the scheme keeps of it, for loggers and callers. */
  final Response unloaded(Request request, Response answer) {
    Set<String> consumed = seat.scheme().consumes();
    if (consumed.isEmpty() || !has(answer, consumed) || !seat.allows(request)) {
      return answer;
    }
    take(
        seat.scheme(),
        new Incoming(answer.status(), seat.view(purpose(), request), answer.headers()));
    Map<String, Collection<String>> rest = new LinkedHashMap<>(answer.headers());
    rest.keySet().removeIf(name -> contains(consumed, name));
    return answer.toBuilder().headers(rest).build();
  }

  private static boolean has(Response answer, Set<String> names) {
    return answer.headers().keySet().stream().anyMatch(name -> contains(names, name));
  }

  private static boolean contains(Set<String> names, String header) {
    return names.stream().anyMatch(header::equalsIgnoreCase);
  }

  /** The credential of a call. */
  static final class Carried extends Cargo {
    private final Generation generation;
    private final Endpoint endpoint;
    private volatile @Nullable Credential written;
    private volatile boolean rejected;

    Carried(Seat seat, Generation generation, Endpoint endpoint) {
      super(seat);
      this.generation = generation;
      this.endpoint = endpoint;
      Generation now = seat.signedIn();
      if (now != null && now.isOfOneSignInWith(generation)) {
        seat.visitor().signedIn();
      }
    }

    @Override
    Request loaded(Request request) {
      Credential credential = generation.credential();
      written = credential;
      return with(request, seat.scheme().headers(credential, seat.view(purpose(), request)));
    }

    @Override
    void take(Scheme scheme, Incoming answer) {
      generation.amend(new Brought(scheme, answer));
    }

    @Override
    boolean isRejectedBy(Request request, Response answer) {
      rejected = seat.rejects(endpoint, request, answer);
      return rejected;
    }

    /** Says that there was no answer. */
    void unanswered() {
      generation.unanswered(endpoint);
    }

    /** Returns whether the last answer was a rejection. */
    boolean isRejected() {
      return rejected;
    }

    /**
     * Returns whether the same generation is to be tried again, since an answer has brought
     * something newer than what was rejected, and there is no successor and nobody to ask for one.
     * Who can is asked: what an answer brings is more often a load balancer's cookie, or a page's,
     * than what the rejection wants.
     */
    @SuppressWarnings("ReferenceEquality") // What nobody has replaced is the same object.
    boolean isOutdated() {
      return rejected && written != generation.credential() && generation.isLast();
    }

    @Override
    Outgoing.Purpose purpose() {
      return Outgoing.Purpose.CALL;
    }
  }

  /** What an answer has brought, by what the scheme makes of it. */
  private record Brought(Scheme scheme, Incoming answer) implements Generation.Amendment {
    @Override
    public Credential on(Credential held) {
      return scheme.renewed(held, answer).orElse(held);
    }

    @Override
    public Credential onSuccessor(Credential before, Credential after, Credential successor) {
      return scheme.inherited(before, after, successor);
    }
  }

  /**
   * What an answer has brought to a request that carried nothing. A server that does not know who
   * asks may begin a session of nobody's, which must not take the place of the one that is held.
   */
  private record Added(Scheme scheme, Credential brought) implements Generation.Amendment {
    @Override
    public Credential on(Credential held) {
      return scheme.inherited(null, brought, held);
    }

    @Override
    public Credential onSuccessor(Credential before, Credential after, Credential successor) {
      return on(successor);
    }
  }

  /**
   * Nothing. What answers bring, as far as they come from the API, is for the next sign-in, and
   * adds to what is held by whoever was signed in when they were asked for.
   */
  static final class Nothing extends Cargo {
    private final @Nullable Generation signedIn;

    Nothing(Seat seat) {
      super(seat);
      this.signedIn = seat.signedIn();
    }

    @Override
    Request loaded(Request request) {
      return request;
    }

    @Override
    void take(Scheme scheme, Incoming answer) {
      Generation now = seat.signedIn();
      if (signedIn == null || (now != null && now.isOfOneSignInWith(signedIn))) {
        seat.visitor().amend(signedIn, held -> scheme.renewed(held, answer).orElse(held));
      }
      if (signedIn != null) {
        scheme.renewed(null, answer).ifPresent(set -> signedIn.amend(new Added(scheme, set)));
      }
    }

    @Override
    Outgoing.Purpose purpose() {
      return Outgoing.Purpose.ANONYMOUS;
    }

    @Override
    boolean isBare() {
      return true;
    }
  }

  /** What a lifecycle endpoint carries, and brings. */
  static final class Lifecycle extends Cargo {
    private final Outgoing.Purpose purpose;
    private final @Nullable Credential held;
    private volatile @Nullable Credential brought;
    private volatile @Nullable CompletableFuture<?> asked;

    Lifecycle(Seat seat, Outgoing.Purpose purpose, @Nullable Credential held) {
      super(seat);
      this.purpose = purpose;
      this.held = held;
      if (purpose == Outgoing.Purpose.SIGN_OUT) {
        // What came while nobody was signed in is not for whoever comes next.
        seat.visitor().forget();
      }
    }

    /**
     * Notes the future of the exchange itself: what a caller makes of it may end without ending it.
     */
    void isAskedBy(@Nullable Object future) {
      if (future instanceof CompletionStage<?> stage) {
        asked = stage.toCompletableFuture();
      }
    }

    /** Ends the exchange, if it has begun and nobody has an answer. */
    void abort() {
      CompletableFuture<?> exchange = asked;
      if (exchange != null) {
        exchange.cancel(true);
      }
    }

    @Override
    Request loaded(Request request) {
      Credential carried = brought == null ? held : brought;
      if (carried == null || !seat.allows(request)) {
        return request;
      }
      Outgoing view = seat.view(purpose, request);
      return with(
          request,
          purpose == Outgoing.Purpose.SIGN_OUT
              ? seat.scheme().headers(carried, view)
              : seat.scheme().lifecycleHeaders(carried, view));
    }

    @Override
    void take(Scheme scheme, Incoming answer) {
      Credential before = brought == null ? held : brought;
      scheme.renewed(before, answer).ifPresent(after -> brought = after);
    }

    @Override
    Outgoing.Purpose purpose() {
      return purpose;
    }

    /**
     * Returns what a sign-in signs in with: what its answer brought beside the body, or what the
     * body yields; or, where the server has only taken note, what was there before.
     */
    @Nullable CredentialResponse signingIn(@Nullable Object answer) {
      Credential said = yieldOf(answer);
      Credential beside = brought == null ? held : brought;
      boolean isBeside = beside != null && seat.scheme().signsIn(beside);
      if (isBeside || said != null) {
        seat.visitor().forget();
        return isBeside && (brought != null || said == null) ? beside : said;
      }
      failed();
      return null;
    }

    /**
     * Keeps what a sign-in has brought that has not signed in, such as a CSRF token; but nothing
     * that anybody would be signed in by, since the next to come may be somebody else.
     */
    void failed() {
      Credential beside = brought;
      if (beside != null && !seat.scheme().signsIn(beside)) {
        seat.visitor().amend(seat.signedIn(), before -> beside);
      }
    }

    /**
     * Returns what a refresh goes on with. A server that sets no new cookies has kept the session
     * that the old ones stand for.
     */
    @Nullable CredentialResponse refreshed(@Nullable Object answer) {
      CredentialResponse body = answer instanceof CredentialResponse response ? response : null;
      if (!seat.takesFromAnswers()) {
        return body;
      }
      Credential beside = brought;
      if (beside != null) {
        return beside;
      }
      return () -> {
        // Asked where the session words what it throws.
        Credential said = yieldOf(body);
        return said == null ? held : said;
      };
    }

    private static @Nullable Credential yieldOf(@Nullable Object answer) {
      return answer instanceof CredentialResponse response ? response.toCredential() : null;
    }
  }

  private static Request with(Request request, Map<String, String> written) {
    Map<String, Collection<String>> headers = new LinkedHashMap<>(request.headers());
    written.forEach(
        (name, value) -> {
          requireHeader(name, value);
          headers.keySet().removeIf(name::equalsIgnoreCase);
          headers.put(name, List.of(value));
        });
    return Request.create(
        request.httpMethod(),
        request.url(),
        headers,
        Request.Body.create(request.body(), request.charset()),
        request.requestTemplate());
  }

  /** A transport that refuses a value would quote it. */
  private static void requireHeader(String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c > '~') {
        throw new IllegalStateException(
            "The scheme cannot write %s: character %d of %d of its value is U+%04X."
                .formatted(name, i + 1, value.length(), (int) c));
      }
    }
  }
}
