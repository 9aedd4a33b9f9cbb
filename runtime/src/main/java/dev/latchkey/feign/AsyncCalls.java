package dev.latchkey.feign;

import dev.latchkey.exchange.AsyncReturn;
import feign.RequestTemplate;
import feign.ResponseInterceptor;
import feign.Retryer;
import feign.interceptor.Invocation;
import feign.interceptor.MethodInterceptor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one AsyncFeign client that are under way.
 *
 * <p>A call and its exchanges meet here, by the template, which is one object over all attempts of
 * a call. So a call that is over can end its exchange, whatever is between the two.
 */
final class AsyncCalls {
  /** Templates have no equality but identity. */
  private final Map<RequestTemplate, AsyncCall> underWay = new ConcurrentHashMap<>();

  private final ByTemplate<Repeated> repeated = new ByTemplate<>();

  @Nullable AsyncCall of(@Nullable RequestTemplate template) {
    return template == null ? null : underWay.get(template);
  }

  int size() {
    return underWay.size();
  }

  /**
   * Returns the interceptors of the user between two of ours. The first sees the future that the
   * caller gets, which one of theirs may have made of ours; the last makes the attempts.
   *
   * @param users the interceptors of the user
   * @param retryer decides on further attempts
   * @param awaits whether a method waits for the answer
   */
  List<MethodInterceptor> around(
      List<MethodInterceptor> users, Retryer retryer, Predicate<Invocation> awaits) {
    List<MethodInterceptor> all = new ArrayList<>();
    if (!users.isEmpty()) {
      all.add(this::linked);
      all.addAll(users);
    }
    all.add(
        (invocation, chain) -> {
          boolean awaited = awaits.test(invocation);
          return run(new AsyncCall(invocation, chain, retryer.clone(), awaited), invocation);
        });
    return all;
  }

  /** An interceptor may send a call several times, and make what it likes of the futures. */
  private @Nullable Object linked(Invocation invocation, MethodInterceptor.Chain chain)
      throws Throwable {
    Repeated calls = new Repeated();
    repeated.put(invocation.requestTemplate(), calls);
    try {
      Object returned = chain.next(invocation);
      if (returned instanceof CompletableFuture<?> seen) {
        CompletableFuture<?> unusedEnding = seen.whenComplete((value, failure) -> calls.end());
      }
      return returned;
    } catch (Throwable e) {
      calls.end();
      throw e;
    }
  }

  private @Nullable Object run(AsyncCall call, Invocation invocation) throws Throwable {
    RequestTemplate template = invocation.requestTemplate();
    Repeated calls = repeated.of(template);
    if (calls == null || calls.add(call)) {
      underWay.put(template, call);
      CompletableFuture<?> unusedForgetting =
          call.answer()
              .whenComplete(
                  (value, failure) -> {
                    underWay.remove(template, call);
                    if (calls != null) {
                      calls.remove(call);
                    }
                  });
      call.run();
    } else {
      call.answer().cancel(true);
    }
    return call.isAwaited() || !(call.isPromised() || promises(invocation))
        ? call.await()
        : call.answer();
  }

  private static boolean promises(Invocation invocation) {
    return AsyncReturn.of(invocation.methodMetadata().returnType()).isPresent();
  }

  /**
   * Returns the interceptors of the user behind one that lets no {@link CompletionException} pass
   * that has no cause, since Feign would complete nothing with what it takes for the cause.
   */
  static List<ResponseInterceptor> behindUnwrapping(List<ResponseInterceptor> users) {
    List<ResponseInterceptor> all = new ArrayList<>();
    all.add(
        (context, chain) -> {
          try {
            return chain.next(context);
          } catch (CompletionException e) {
            throw AsyncCall.unwrapped(e) instanceof Exception inner ? inner : e;
          }
        });
    all.addAll(users);
    return all;
  }

  /** The calls that interceptors make of one: they end with what the caller got of it. */
  private static final class Repeated {
    private final Set<AsyncCall> underWay = new HashSet<>();
    private boolean over;

    /** Returns false if it is over: what an interceptor sends now, nobody wants. */
    synchronized boolean add(AsyncCall call) {
      if (!over) {
        underWay.add(call);
      }
      return !over;
    }

    synchronized void remove(AsyncCall call) {
      underWay.remove(call);
    }

    void end() {
      List<AsyncCall> left;
      synchronized (this) {
        over = true;
        left = List.copyOf(underWay);
        underWay.clear();
      }
      left.forEach(call -> call.answer().cancel(true));
    }
  }
}
