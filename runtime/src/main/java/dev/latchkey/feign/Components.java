package dev.latchkey.feign;

import feign.AsyncFeign;
import feign.BaseBuilder;
import feign.Contract;
import feign.Feign;
import feign.InvocationHandlerFactory.MethodHandler;
import feign.Logger;
import feign.MethodMetadata;
import feign.QueryMapEncoder;
import feign.Request;
import feign.RequestInterceptor;
import feign.Retryer;
import feign.Target;
import feign.codec.Decoder;
import feign.codec.Encoder;
import feign.codec.ErrorDecoder;
import feign.interceptor.MethodInterceptor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one build of a Feign client is made of, collected while Feign enriches it, one part after
 * another on one thread.
 */
final class Components {
  @Nullable Seat seat;
  @Nullable AuthenticatingClient client;
  @Nullable AsyncAuthenticatingClient asyncClient;
  @Nullable AwaitedMethods awaited;
  final AsyncCalls calls = new AsyncCalls();
  Retryer retryer = Retryer.NEVER_RETRY;
  @Nullable Contract contract;
  @Nullable Encoder encoder;
  @Nullable Decoder decoder;
  @Nullable ErrorDecoder errorDecoder;
  @Nullable QueryMapEncoder queryMapEncoder;
  Request.@Nullable Options options;
  List<RequestInterceptor> requestInterceptors = new ArrayList<>();

  /** Returns whether it is AsyncFeign that is built. */
  boolean isAsync() {
    return asyncClient != null;
  }

  /** Returns the method interceptors of a client that is built of this. */
  List<MethodInterceptor> around(List<MethodInterceptor> users, Retryer retryer) {
    AwaitedMethods methods = awaited;
    return calls.around(
        users, retryer, invocation -> methods != null && methods.awaits(invocation));
  }

  /**
   * Returns the handlers of lifecycle endpoints, from a Feign instance of their own. Their bodies
   * hold tokens and passwords, so nothing logs them, whatever the log level; and nothing repeats
   * them, since a refresh token works once.
   */
  Map<Method, MethodHandler> lifecycleHandlers(Target<?> target, Predicate<Method> isLifecycle) {
    HandlersOnly handlers = new HandlersOnly();
    if (asyncClient == null) {
      Feign.Builder own = configured(Feign.builder(), isLifecycle).retryer(Retryer.NEVER_RETRY);
      if (client != null) {
        own.client(client);
      }
      own.invocationHandlerFactory(handlers).target(target);
    } else {
      AsyncFeign.AsyncBuilder<Object> own =
          configured(AsyncFeign.builder(), isLifecycle)
              .retryer(AsyncCall.ONE_ATTEMPT)
              .methodInterceptors(around(List.of(), Retryer.NEVER_RETRY))
              .responseInterceptors(AsyncCalls.behindUnwrapping(List.of()));
      if (awaited != null) {
        own.methodInfoResolver(awaited);
      }
      own.client(asyncClient).invocationHandlerFactory(handlers).target(target);
    }
    return handlers.dispatch;
  }

  private <B extends BaseBuilder<B, T>, T> B configured(B own, Predicate<Method> isLifecycle) {
    own.logLevel(Logger.Level.NONE).requestInterceptors(requestInterceptors);
    if (encoder != null) {
      own.encoder(encoder);
    }
    if (decoder != null) {
      own.decoder(new DiscreetDecoder(decoder));
    }
    ErrorDecoder errors = errorDecoder;
    if (errors != null) {
      own.errorDecoder(
          (endpoint, response) -> errors.decode(endpoint, DiscreetRequest.hiddenIn(response)));
    }
    if (queryMapEncoder != null) {
      own.queryMapEncoder(queryMapEncoder);
    }
    if (options != null) {
      own.options(options);
    }
    Contract read = contract;
    if (read != null) {
      own.contract(api -> only(read.parseAndValidateMetadata(api), isLifecycle));
    }
    return own;
  }

  private static List<MethodMetadata> only(
      List<MethodMetadata> endpoints, Predicate<Method> isLifecycle) {
    return endpoints.stream().filter(endpoint -> isLifecycle.test(endpoint.method())).toList();
  }
}
