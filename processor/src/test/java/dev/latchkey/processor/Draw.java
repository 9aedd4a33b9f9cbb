package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.session.LatchkeyException;
import feign.FeignException;
import feign.codec.DecodeException;
import java.io.IOException;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One comparison of a generated client with Feign's own: the same call, the same answer.
 *
 * @param endpoint what is called
 * @param values the random values of this draw
 * @param clients the clients
 * @param asItComes whether the generated client keeps its own codec
 * @param met hears of every improvement that shows
 */
record Draw(
    DrawnEndpoint endpoint,
    RandomValues values,
    ComparedClients clients,
    boolean asItComes,
    Consumer<Improvement> met) {
  /** In turns, so that each endpoint gets each of them. */
  private static final List<Optional<Integer>> STATUSES =
      List.of(
          Optional.of(200),
          Optional.of(401),
          Optional.of(200),
          Optional.of(404),
          Optional.of(200),
          Optional.of(204),
          Optional.of(200),
          Optional.of(419),
          Optional.of(200),
          Optional.empty(),
          Optional.of(200),
          Optional.of(503),
          Optional.of(200),
          Optional.of(302),
          Optional.of(201));

  /** Compares once, with the answer whose turn it is. */
  void compare(int turn) throws Exception {
    Stub.Reply reply = reply(STATUSES.get(turn % STATUSES.size()));
    GeneratedClient generated = clients.generated(endpoint, values, asItComes);
    if (endpoint.isRefresh()) {
      compareRefresh(generated, reply);
      return;
    }
    @Nullable Object[] arguments = values.argumentsOf(endpoint.method(), endpoint.api());
    @Nullable Object[] meant = arguments;
    if (endpoint.isSignOut() && arguments.length == 1 && arguments[0] == null) {
      met.accept(Improvement.SIGN_OUT_BY_THE_SESSION);
      meant = generated.argumentsOf(endpoint.takes());
    }
    Called expected = call(clients.plain(endpoint), reply, meant);
    if (isRejected(reply, expected)) {
      Called patient = call(clients.plain(endpoint), reply.without("Retry-After"), meant);
      if (!patient.endsAs(expected)) {
        met.accept(Improvement.NO_RETRY_AFTER_REJECTION);
      }
      expected = patient;
    }
    Called actual = call(generated.client(), reply, arguments);
    try {
      compareCalls(generated, reply, expected, actual);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "%s(%s)%nFeign: %s%nours:  %s%n%s"
              .formatted(endpoint.method(), shown(arguments), expected, actual, e.getMessage()),
          actual.thrown() == null ? e : actual.thrown());
    }
  }

  private static List<String> shown(@Nullable Object[] arguments) {
    List<String> all = new ArrayList<>();
    for (Object argument : arguments) {
      all.add(String.valueOf(argument));
    }
    return all;
  }

  private Called call(Object client, Stub.Reply reply, @Nullable Object[] arguments)
      throws Exception {
    return Called.of(clients.stub, reply, client, endpoint.method(), arguments);
  }

  private Stub.Reply reply(Optional<Integer> status) {
    Map<String, Collection<String>> headers = new LinkedHashMap<>();
    headers.put("X-Reply", List.of(values.text()));
    if (status.filter(code -> code >= 400).isPresent() && values.below(2) == 0) {
      headers.put("Retry-After", List.of("1"));
    }
    if (endpoint.isOfCookies()) {
      headers.put("Set-Cookie", List.of("sid=" + values.credential().accessToken() + "; Path=/"));
    }
    return new Stub.Reply(status, headers, new String(body(), StandardCharsets.ISO_8859_1));
  }

  private byte[] body() {
    Type type = endpoint.answer();
    if (values.below(6) == 0) {
      return new byte[0];
    }
    if (PlainFeign.isRaw(type) || values.below(6) == 0) {
      return values.text().getBytes(StandardCharsets.UTF_8);
    }
    try {
      return type == void.class || type == Void.class
          ? new byte[] {'{', '}'}
          : PlainFeign.JSON.writeValueAsBytes(values.some(type));
    } catch (IOException | RuntimeException e) {
      return new byte[] {'7'}; // what cannot be drawn or written is read out of a number
    }
  }

  /** What the session sends is what Feign would, and whoever else calls the endpoint is refused. */
  private void compareRefresh(GeneratedClient generated, Stub.Reply reply) throws Exception {
    Called byHand =
        call(generated.client(), reply, values.argumentsOf(endpoint.method(), endpoint.api()));
    assertThat(byHand.thrown()).isInstanceOf(IllegalStateException.class);
    assertThat(byHand.sent()).isEmpty();
    met.accept(Improvement.REFRESH_IS_THE_SESSIONS);
    Called expected = call(clients.plain(endpoint), reply, generated.argumentsOf(endpoint.takes()));
    clients.stub.answerWith(reply);
    try {
      generated.session().refresh();
    } catch (LatchkeyException refused) {
      // as the answer may be to such a refresh
    }
    compareRequests(generated, expected.sent(), clients.stub.sent());
  }

  /** Returns whether an answer makes the session ask for another credential. */
  private boolean isRejected(Stub.Reply reply, Called expected) {
    return expected.sent().stream().allMatch(Stub.Sent::isAtHome)
        && !endpoint.isLifecycle()
        && endpoint.isSigned()
        && reply.status().filter(endpoint::isRejectedBy).isPresent();
  }

  private void compareCalls(
      GeneratedClient generated, Stub.Reply reply, Called expected, Called actual) {
    if (isRejected(reply, expected)
        && endpoint.canRefresh()
        && actual.sent().size() > expected.sent().size()) {
      met.accept(Improvement.REFRESHED);
      compareRequests(generated, expected.sent(), actual.sent().subList(0, 1));
      return;
    }
    compareRequests(generated, expected.sent(), actual.sent());
    if (expected.thrown() != null && !expected.later() && actual.later()) {
      met.accept(Improvement.FAILS_IN_THE_FUTURE);
    } else {
      assertThat(actual.later()).as("by a future").isEqualTo(expected.later());
    }
    Optional<Improvement> improvement = improvementOf(expected, actual);
    if (improvement.isPresent()) {
      met.accept(improvement.get());
    } else {
      assertThat(actual.failure()).as("failure").isEqualTo(expected.failure());
      assertThat(actual.endsAs(expected)).as("answer").isTrue();
    }
  }

  private Optional<Improvement> improvementOf(Called expected, Called actual) {
    if (endpoint.isLifecycle()
        && expected.failure().filter(failure -> failure == FeignException.class).isPresent()
        && actual.failure().filter(failure -> failure == DecodeException.class).isPresent()) {
      return Optional.of(Improvement.NOTHING_IS_QUOTED);
    }
    if (expected.thrown() != null) {
      return Optional.empty();
    }
    if (endpoint.isSignIn() && actual.thrown() instanceof IllegalArgumentException) {
      return Optional.of(Improvement.TOKEN_IS_CHECKED);
    }
    return endpoint.answer() instanceof TypeVariable<?>
            && actual.thrown() instanceof ClassCastException
        ? Optional.of(Improvement.ANSWER_IS_CHECKED)
        : Optional.empty();
  }

  private void compareRequests(
      GeneratedClient generated, List<Stub.Sent> expected, List<Stub.Sent> actual) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      Stub.Sent feigns = expected.get(i);
      Stub.Sent ours = actual.get(i);
      if (endpoint.isSigned() && feigns.isAtHome()) {
        ours = withoutCredential(generated, ours);
        feigns = withoutAuthorization(feigns);
      } else if (endpoint.isOfCookies() && endpoint.isRefresh()) {
        ours = withoutCredential(generated, ours);
      }
      assertThat(ours.toString()).doesNotContain(generated.held().accessToken());
      if (feigns.redirects() && !ours.redirects()) {
        met.accept(Improvement.NO_REDIRECTS);
        feigns = feigns.withRedirects(false);
      }
      if (endpoint.isRefresh() && feigns.body() == null && "".equals(ours.body())) {
        met.accept(Improvement.REFRESH_IS_SENT_ONCE);
        feigns = feigns.withEmptyBody();
      }
      if (asItComes) {
        ours = without("Accept", Improvement.JSON_ACCEPT, feigns, ours);
        ours = without("Content-Type", Improvement.JSON_CONTENT_TYPE, feigns, ours);
      }
      assertThat(ours.isSame(feigns)).as("the request %s, not %s", ours, feigns).isTrue();
    }
  }

  /** Takes out the credential, which has to be there, once and as the scheme writes it. */
  private static Stub.Sent withoutCredential(GeneratedClient generated, Stub.Sent ours) {
    Map<String, List<String>> headers = new LinkedHashMap<>(ours.headers());
    assertThat(headers.remove(generated.header()))
        .as("the credential")
        .containsExactly(generated.value());
    return ours.withHeaders(headers);
  }

  private Stub.Sent withoutAuthorization(Stub.Sent feigns) {
    Map<String, List<String>> headers = new LinkedHashMap<>(feigns.headers());
    if (headers.keySet().removeIf("Authorization"::equalsIgnoreCase)) {
      met.accept(Improvement.CREDENTIAL_REPLACES_HEADER);
    }
    return feigns.withHeaders(headers);
  }

  private Stub.Sent without(
      String header, Improvement improvement, Stub.Sent feigns, Stub.Sent ours) {
    Map<String, List<String>> headers = new LinkedHashMap<>(ours.headers());
    if (feigns.headers().keySet().stream().anyMatch(header::equalsIgnoreCase)
        || !headers.remove(header, List.of("application/json"))) {
      return ours;
    }
    met.accept(improvement);
    return ours.withHeaders(headers);
  }
}
