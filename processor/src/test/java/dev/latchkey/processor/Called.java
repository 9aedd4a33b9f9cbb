package dev.latchkey.processor;

import feign.FeignException;
import feign.Response;
import feign.TypedResponse;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What came of a call.
 *
 * @param sent what the transport was given
 * @param returned what the caller got, in values that can be compared
 * @param thrown what the caller caught, or null
 * @param later whether a future brought it
 */
record Called(
    List<Stub.Sent> sent, @Nullable Object returned, @Nullable Throwable thrown, boolean later) {

  /** Calls a method of a client whose requests this transport gets. */
  static Called of(
      Stub stub, Stub.Reply reply, Object client, Method method, @Nullable Object[] arguments)
      throws Exception {
    stub.answerWith(reply);
    boolean later = false;
    try {
      Object answer = method.invoke(client, arguments);
      if (answer instanceof CompletionStage<?> stage) {
        later = true;
        answer = stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
      }
      return new Called(stub.sent(), comparable(answer), null, later);
    } catch (InvocationTargetException | ExecutionException e) {
      return new Called(stub.sent(), null, e.getCause(), later);
    }
  }

  private static @Nullable Object comparable(@Nullable Object answer) throws IOException {
    if (answer instanceof Response response) {
      try (response) {
        byte[] body =
            response.body() == null ? null : response.body().asInputStream().readAllBytes();
        return Arrays.asList(
            response.status(),
            response.reason(),
            headers(response.headers()),
            comparable(body),
            response.request().url());
      }
    }
    if (answer instanceof TypedResponse<?> response) {
      return Arrays.asList(
          response.status(),
          response.reason(),
          headers(response.headers()),
          comparable(response.body()));
    }
    if (answer instanceof Stream<?> stream) {
      return comparable(stream.toList());
    }
    if (answer != null && answer.getClass().isArray()) {
      int length = Array.getLength(answer);
      return comparable(IntStream.range(0, length).mapToObj(i -> Array.get(answer, i)).toList());
    }
    if (answer instanceof Map<?, ?> map) {
      return List.of(List.copyOf(map.keySet()), Objects.requireNonNull(comparable(map.values())));
    }
    if (answer instanceof Collection<?> collection) {
      List<@Nullable Object> all = new ArrayList<>();
      for (Object part : collection) {
        all.add(comparable(part));
      }
      return all;
    }
    return answer;
  }

  private static Map<String, List<String>> headers(Map<String, Collection<String>> headers) {
    Map<String, List<String>> all = new TreeMap<>();
    headers.forEach((name, values) -> all.put(name, List.copyOf(values)));
    return all;
  }

  /** Returns whether the caller got the same, or caught the same type. */
  boolean endsAs(Called other) {
    return Objects.equals(returned, other.returned)
        && failure().equals(other.failure())
        && statusOf(thrown) == statusOf(other.thrown);
  }

  private static int statusOf(@Nullable Throwable failure) {
    return failure instanceof FeignException answered ? answered.status() : 0;
  }

  Optional<Class<?>> failure() {
    return Optional.ofNullable(thrown).map(Throwable::getClass);
  }
}
