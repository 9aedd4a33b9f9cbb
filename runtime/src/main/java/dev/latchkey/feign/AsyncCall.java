package dev.latchkey.feign;

import dev.latchkey.exchange.ExchangeThreads;
import feign.Request;
import feign.Response;
import feign.RetryableException;
import feign.Retryer;
import feign.interceptor.Invocation;
import feign.interceptor.MethodInterceptor;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One call of an asynchronous endpoint, over all its attempts.
 *
 * <p>Feign makes each attempt, and this class decides whether there is another. Feign's own loop
 * swallows what is thrown while a later attempt begins, by an interceptor or a logger, and what a
 * Retryer throws that is no {@link RetryableException}: the future of the call would never
 * complete. Here every attempt ends in {@link #isOver}, whichever way it ends.
 */
final class AsyncCall {
  /**
   * The Retryer that Feign is given: there is one attempt. Feign decides by its exception
   * propagation policy, which nobody else can see, whether that is thrown or its cause, so this
   * throws an exception whose cause is what failed.
   */
  static final Retryer ONE_ATTEMPT =
      new Retryer() {
        @Override
        public void continueOrPropagate(RetryableException failure) {
          throw new AttemptFailed(failure);
        }

        @Override
        @SuppressWarnings("MissingSuperCall") // it has no state
        public Retryer clone() {
          return this;
        }
      };

  private final CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
  private final Invocation invocation;
  private final MethodInterceptor.Chain chain;
  private final Retryer retryer;
  private final boolean awaited;
  private volatile @Nullable Response inDecoder;
  private volatile boolean promised;

  AsyncCall(
      Invocation invocation, MethodInterceptor.Chain chain, Retryer retryer, boolean awaited) {
    this.invocation = invocation;
    this.chain = chain;
    this.retryer = retryer;
    this.awaited = awaited;
    CompletableFuture<?> unusedClosing = answer.whenComplete((value, failure) -> leaveDecoder());
  }

  CompletableFuture<@Nullable Object> answer() {
    return answer;
  }

  /** Returns whether it is one of a method that blocks. */
  boolean isAwaited() {
    return awaited;
  }

  /** Returns whether Feign took the endpoint for an asynchronous one. */
  boolean isPromised() {
    return promised;
  }

  /** Takes note of what is on its way to the decoder. */
  void delivered(Response response) {
    inDecoder = response;
    if (answer.isDone()) {
      leaveDecoder();
    }
  }

  /**
   * Ends the reading of a body that nobody waits for any more, which may stall for ever: to close
   * it is all that does. That may block, and whoever cancels must not.
   */
  private void leaveDecoder() {
    Response unread = inDecoder;
    if (unread != null) {
      ExchangeThreads.aside(unread::close);
    }
  }

  /** Cancels something when the call is over, however it ends: by a cancel or a timeout too. */
  void endsWithIt(CompletableFuture<?> part) {
    CompletableFuture<?> unusedEnding = answer.whenComplete((value, failure) -> part.cancel(true));
  }

  /**
   * Makes attempts until one is left that has to be waited for, or the call is over. Attempts that
   * end at once are made by this loop and not by each other, or a Retryer without a limit would end
   * in an overflow of the stack.
   */
  void run() {
    while (true) {
      CompletableFuture<?> attempt = begin();
      if (!attempt.isDone()) {
        CompletableFuture<?> unusedGoing =
            attempt.whenComplete(
                (value, failure) -> {
                  if (!isOver(value, failure == null ? null : unwrapped(failure))) {
                    run();
                  }
                });
        return;
      }
      if (isOver(attempt)) {
        return;
      }
    }
  }

  private CompletableFuture<?> begin() {
    try {
      Object begun = chain.next(invocation);
      if (begun instanceof CompletableFuture<?> attempt) {
        promised = true;
        return attempt;
      }
      return CompletableFuture.completedFuture(begun);
    } catch (Throwable e) {
      return CompletableFuture.failedFuture(asFailed(e));
    }
  }

  /**
   * What an interceptor throws passes by Feign and its policy; it comes out as it is, which is what
   * Feign does unless it is told otherwise.
   */
  private static Throwable asFailed(Throwable thrown) {
    return thrown instanceof RetryableException e && !(e instanceof AttemptFailed)
        ? new AttemptFailed(e)
        : thrown;
  }

  private boolean isOver(CompletableFuture<?> attempt) {
    try {
      return isOver(attempt.join(), null);
    } catch (Throwable e) {
      return isOver(null, unwrapped(e));
    }
  }

  private boolean isOver(@Nullable Object value, @Nullable Throwable failure) {
    Response unread = inDecoder;
    inDecoder = null; // it has left; what the caller gets may still be open
    if (failure != null) {
      return !isRepeated(failure);
    }
    if (!answer.complete(value) && unread != null) {
      unread.close(); // the call was over before, and nobody will read what it holds open
    }
    return true;
  }

  /** As Feign decides it for blocking endpoints. */
  private boolean isRepeated(Throwable failure) {
    boolean unwraps = !(failure instanceof AttemptFailed);
    Throwable failed = failure instanceof AttemptFailed attempt ? attempt.failure : failure;
    if (!(failed instanceof RetryableException retryable)) {
      answer.completeExceptionally(failed);
      return false;
    }
    if (answer.isDone()) {
      return false;
    }
    try {
      retryer.continueOrPropagate(retryable);
      return !answer.isDone();
    } catch (RetryableException e) {
      Throwable cause = e.getCause();
      answer.completeExceptionally(unwraps && cause != null && mayFailWith(cause) ? cause : e);
    } catch (Throwable e) {
      answer.completeExceptionally(e);
    }
    return false;
  }

  /** A method that blocks throws no checked exception that it does not declare. */
  private boolean mayFailWith(Throwable cause) {
    return !awaited
        || cause instanceof RuntimeException
        || cause instanceof Error
        || Arrays.stream(invocation.method().getExceptionTypes())
            .anyMatch(declared -> declared.isInstance(cause));
  }

  /** Waits for the answer, as a blocking endpoint does. */
  @Nullable Object await() throws Throwable {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      Request request = invocation.requestTemplate().request();
      throw NoAnswer.discreet(
          request, new InterruptedIOException("interrupted while waiting for the answer"));
    } catch (ExecutionException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  /** Returns what failed; Feign would lose a CompletionException that has no cause. */
  static Throwable unwrapped(Throwable failure) {
    Throwable inner = failure;
    while (inner instanceof CompletionException && inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner instanceof CompletionException
        ? new IllegalStateException("An exchange failed without a cause.", inner)
        : inner;
  }

  /** Carries a failure through Feign. */
  private static final class AttemptFailed extends RetryableException {
    private static final long serialVersionUID = 1L;

    private static final Request NONE =
        Request.create(Request.HttpMethod.GET, "", Map.of(), Request.Body.empty(), null);

    private final RetryableException failure;

    AttemptFailed(RetryableException failure) {
      super(-1, "", Request.HttpMethod.GET, failure, NONE);
      this.failure = failure;
    }

    @Override
    public Throwable fillInStackTrace() {
      return this; // nobody sees it
    }
  }
}
