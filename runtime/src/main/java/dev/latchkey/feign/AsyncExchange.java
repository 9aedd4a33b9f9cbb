package dev.latchkey.feign;

import dev.latchkey.exchange.Asking;
import dev.latchkey.exchange.BoundedBody;
import dev.latchkey.exchange.ExchangeThreads;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Generation;
import feign.AsyncClient;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of an asynchronous call on its way through the seat.
 *
 * <p>It is a chain of steps, each a future of the session or of the transport, and there is one
 * answer. Every step ends with the answer: when that is there, or nobody wants it any more, the
 * step that is under way is cancelled. And every step leads to the next or to the answer, whatever
 * is thrown in between.
 */
final class AsyncExchange {
  private final CompletableFuture<Response> answer = new ResponseFuture<>();
  private final Seat seat;
  private final @Nullable AsyncCall call;
  private final ByTemplate<Attempt> earlierAttempts;
  private final Request request;
  private final Optional<Object> context;

  AsyncExchange(
      Seat seat,
      @Nullable AsyncCall call,
      ByTemplate<Attempt> earlierAttempts,
      Request request,
      Optional<Object> context) {
    this.seat = seat;
    this.call = call;
    this.earlierAttempts = earlierAttempts;
    this.request = request;
    this.context = context;
    if (call != null) {
      call.endsWithIt(answer);
    }
  }

  CompletableFuture<Response> answer() {
    return answer;
  }

  /** Does something that may throw. */
  void run(Runnable step) {
    try {
      step.run();
    } catch (Throwable e) {
      fail(e);
    }
  }

  void bare(AsyncClient<Object> transport, Request.Options options) {
    send(transport, options, new Cargo.Nothing(seat), this::deliver, this::fail);
  }

  void lifecycle(AsyncClient<Object> transport, Request.Options options, Cargo cargo) {
    send(
        transport,
        options,
        cargo,
        this::deliver,
        failure ->
            fail(
                NoAnswer.worded(request, AsyncCall.unwrapped(failure)) instanceof IOException e
                    ? NoAnswer.discreet(request, e)
                    : failure));
  }

  void refresh(
      AsyncClient<Object> bounded, Request.Options options, Cargo cargo, Endpoint endpoint) {
    send(
        bounded,
        options,
        cargo,
        response -> deliver(RefreshAnswer.of(request, response, endpoint)),
        failure ->
            fail(
                AsyncCall.unwrapped(failure) instanceof Exception e
                    ? RefreshAnswer.failure(request, e)
                    : failure));
  }

  /** Sends the request, and whatever it is redirected to. */
  private void send(
      AsyncClient<Object> transport,
      Request.Options options,
      Cargo cargo,
      Consumer<Response> next,
      Consumer<Throwable> failed) {
    send(transport, options, cargo, new Redirects(request, options, cargo), next, failed);
  }

  /** Sends a request from where it has got to. */
  private void send(
      AsyncClient<Object> transport,
      Request.Options options,
      Cargo cargo,
      Redirects redirects,
      Consumer<Response> next,
      Consumer<Throwable> failed) {
    Request to = redirects.at();
    CompletableFuture<Response> sent =
        transport.execute(cargo.loaded(to), seat.staying(options), context);
    try (Asking asking = new Asking()) {
      then(
          sent,
          asking,
          response -> {
            Objects.requireNonNull(response, "The transport answered null.");
            Response kept;
            boolean goesOn;
            try {
              kept = cargo.unloaded(to, response);
              goesOn = !cargo.isRejectedBy(to, kept) && !answer.isDone() && redirects.follow(kept);
            } catch (Throwable e) {
              response.close();
              failed.accept(e);
              return;
            }
            if (!goesOn) {
              next.accept(kept);
              return;
            }
            BoundedBody.drain(kept, Redirects.MOST_READ);
            try {
              send(transport, options, cargo, redirects, next, failed);
            } catch (Throwable e) {
              failed.accept(e);
            }
          },
          failed);
    }
  }

  void authenticated(AsyncClient<Object> transport, Request.Options options, Endpoint endpoint) {
    new Carrying(transport, options, endpoint).begin();
  }

  /**
   * Goes on when a step has been made, on the thread that made it if that may block: whoever gets
   * the answer reads it there. The JDK's client answers on the common pool, from JDK 25 on.
   */
  private <T extends @Nullable Object> void then(
      CompletableFuture<T> step, Consumer<? super T> next, Consumer<Throwable> failed) {
    then(step, ExchangeThreads::reading, next, failed);
  }

  private <T extends @Nullable Object> void then(
      CompletableFuture<T> step,
      Executor threads,
      Consumer<? super T> next,
      Consumer<Throwable> failed) {
    Objects.requireNonNull(step, "The transport returned null instead of a future.");
    CompletableFuture<?> unusedEnding =
        answer.whenComplete((response, failure) -> step.cancel(true));
    CompletableFuture<?> unusedGoing =
        step.whenComplete(
            (value, failure) ->
                threads.execute(
                    () ->
                        run(
                            () -> {
                              if (failure == null) {
                                next.accept(value);
                              } else {
                                failed.accept(failure);
                              }
                            })));
  }

  private void deliver(Response response) {
    Objects.requireNonNull(response, "The transport answered null.");
    // What answers travel with is the request that Feign made, not the copy that holds the
    // credential.
    Response discreet = response.toBuilder().request(request).build();
    if (call != null) {
      call.delivered(discreet);
    }
    if (!answer.complete(discreet)) {
      discreet.close(); // nobody wants it any more
    }
  }

  private void fail(Throwable failure) {
    answer.completeExceptionally(NoAnswer.worded(request, AsyncCall.unwrapped(failure)));
  }

  /** The part of a call that carries the session's credential. */
  private final class Carrying {
    private final AsyncClient<Object> transport;
    private final Request.Options options;
    private final Duration wait;
    private final Endpoint endpoint;
    private final @Nullable Attempt earlier = earlierAttempts.of(request.requestTemplate());
    private final AuthSession session = earlier == null ? seat.session() : earlier.session();
    private final boolean resent = earlier != null && earlier.resent();

    Carrying(AsyncClient<Object> transport, Request.Options options, Endpoint endpoint) {
      this.transport = transport;
      this.options = options;
      this.wait = seat.longestWait(options);
      this.endpoint = endpoint;
    }

    void begin() {
      if (earlier == null) {
        then(session.currentOrBareAsync(wait), this::first, AsyncExchange.this::fail);
      } else if (earlier.generation() == null) {
        first(null);
      } else {
        again(earlier.generation());
      }
    }

    /** Who is signed in by now may be somebody else, and a call is not repeated for another. */
    private void again(Generation began) {
      then(
          session.currentOrBareAsync(wait),
          held -> {
            if (began == held) {
              first(began);
            } else {
              then(
                  began.refreshIfStillAsync(endpoint, wait), this::first, AsyncExchange.this::fail);
            }
          },
          AsyncExchange.this::fail);
    }

    private void first(@Nullable Generation held) {
      if (held == null) {
        sendBare();
        return;
      }
      Cargo.Carried cargo = new Cargo.Carried(seat, held, endpoint);
      Redirects redirects = new Redirects(request, options, cargo);
      send(
          cargo,
          redirects,
          response -> answered(held, cargo, redirects, response),
          () -> remember(held, resent));
    }

    private void sendBare() {
      try {
        AsyncExchange.this.send(
            transport,
            options,
            new Cargo.Nothing(seat),
            response -> {
              if (response.status() >= 300) {
                remember(null, false);
              }
              deliver(response);
            },
            failure -> {
              remember(null, false);
              fail(failure);
            });
      } catch (Throwable e) {
        remember(null, false);
        throw e;
      }
    }

    private void answered(
        Generation held, Cargo.Carried cargo, Redirects redirects, Response response) {
      if (!cargo.isRejected()) {
        held.accepted(endpoint);
        if (response.status() >= 300) {
          remember(held, resent);
        }
        deliver(response);
      } else if (resent) {
        held.rejectedAgain(endpoint);
        deliver(Rejection.withoutRetryAfter(response));
      } else {
        // Read where Feign would have it decoded, which reads as well.
        Response rejection = Rejection.buffered(response);
        remember(held, true);
        if (cargo.isOutdated()) {
          sendAgain(held, redirects, second -> reject(held, Rejection.buffered(second)));
          return;
        }
        then(
            held.refreshIfStillAsync(endpoint, wait),
            successor -> {
              if (successor == held) {
                deliver(Rejection.withoutRetryAfter(rejection));
              } else {
                sendAgain(
                    successor,
                    redirects,
                    second -> {
                      successor.rejectedAgain(endpoint);
                      deliver(Rejection.withoutRetryAfter(second));
                    });
              }
            },
            AsyncExchange.this::fail);
      }
    }

    /** Tells the session, which may end by it. */
    private void reject(Generation held, Response rejection) {
      then(
          held.refreshIfStillAsync(endpoint, wait),
          unused -> deliver(Rejection.withoutRetryAfter(rejection)),
          AsyncExchange.this::fail);
    }

    private void sendAgain(Generation successor, Redirects redirects, Consumer<Response> rejected) {
      Cargo.Carried cargo = new Cargo.Carried(seat, successor, endpoint);
      send(
          cargo,
          redirects,
          second -> {
            if (cargo.isRejected()) {
              rejected.accept(second);
            } else {
              successor.accepted(endpoint);
              deliver(second);
            }
          },
          () -> {});
    }

    private void remember(@Nullable Generation held, boolean resent) {
      earlierAttempts.put(request.requestTemplate(), new Attempt(session, held, resent));
    }

    /** Whoever may have been chosen to try a generation says so too if it has come to nothing. */
    private void send(
        Cargo.Carried cargo, Redirects redirects, Consumer<Response> next, Runnable noAnswer) {
      try {
        if (answer.isDone()) {
          cargo.unanswered();
          return;
        }
        AsyncExchange.this.send(
            transport,
            options,
            cargo,
            redirects,
            response -> {
              if (answer.isDone()) {
                cargo.unanswered();
                deliver(response); // to nobody, which closes it
              } else {
                next.accept(response);
              }
            },
            failure -> {
              cargo.unanswered();
              noAnswer.run();
              fail(failure);
            });
      } catch (Throwable e) {
        cargo.unanswered();
        noAnswer.run();
        throw e;
      }
    }
  }
}
