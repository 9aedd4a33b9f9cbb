package dev.latchkey.feign;

import dev.latchkey.exchange.AsyncReturn;
import feign.RequestTemplate;
import feign.ResponseInterceptor;
import feign.Retryer;
import feign.interceptor.Invocation;
import feign.interceptor.MethodInterceptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    all.add((invocation, chain) -> run(invocation, chain, retryer.clone(), awaits));
    return all;
  }

  private @Nullable Object linked(Invocation invocation, MethodInterceptor.Chain chain)
      throws Throwable {
    Object returned = chain.next(invocation);
    AsyncCall call = of(invocation.requestTemplate());
    if (call != null && returned instanceof CompletableFuture<?> seen && seen != call.answer()) {
      CompletableFuture<?> unusedEnding =
          seen.whenComplete((value, failure) -> call.answer().cancel(true));
    }
    return returned;
  }

  private @Nullable Object run(
      Invocation invocation,
      MethodInterceptor.Chain chain,
      Retryer retryer,
      Predicate<Invocation> awaits)
      throws Throwable {
    AsyncCall call = new AsyncCall(invocation, chain, retryer);
    RequestTemplate template = invocation.requestTemplate();
    underWay.put(template, call);
    CompletableFuture<?> unusedForgetting =
        call.answer().whenComplete((value, failure) -> underWay.remove(template, call));
    call.run();
    return awaits.test(invocation) || !(call.isPromised() || promises(invocation))
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
}
