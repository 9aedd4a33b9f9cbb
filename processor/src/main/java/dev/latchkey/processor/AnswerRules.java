package dev.latchkey.processor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;

/** Checks that what an endpoint returns can be made of an answer. */
final class AnswerRules {
  private static final String RESPONSE = "feign.Response";
  private static final String TYPED_RESPONSE = "feign.TypedResponse";

  /** What there is without a body. */
  private static final List<String> BODILESS =
      List.of(RESPONSE, TYPED_RESPONSE, "java.lang.Void", "kotlin.Unit");

  private static final String READ_IT = "Return Response, and read its body.";

  /** What the decoder of the client does not make, and what does. */
  private static final Map<String, String> DECODERS =
      Map.of(
          "java.util.Optional",
          "Build the client with decoder(new OptionalDecoder(new JacksonDecoder())).",
          "java.util.stream.Stream",
          "Build the client with decoder(StreamDecoder.create(JacksonIteratorDecoder.create()))"
              + " and doNotCloseAfterDecode().",
          "java.util.Iterator",
          "Build the client with decoder(JacksonIteratorDecoder.create())"
              + " and doNotCloseAfterDecode().",
          "java.io.InputStream",
          READ_IT,
          "java.io.Reader",
          READ_IT);

  /** What no decoder that Feign brings makes, be it the answer or a part of it. */
  private static final List<String> UNMADE =
      List.of(
          "java.io.InputStream",
          "java.io.Reader",
          "java.util.Iterator",
          "java.util.concurrent.CompletionStage",
          "java.util.concurrent.Future",
          "java.util.stream.BaseStream");

  private final ProblemReporter problems;
  private final KnownTypes types;
  private final AsyncReturn async;

  AnswerRules(ProblemReporter problems, KnownTypes types, AsyncReturn async) {
    this.problems = problems;
    this.types = types;
    this.async = async;
  }

  void check(ApiMethod method, Optional<RequestLine> request) {
    TypeMirror answer = async.answerOf(method.returnType());
    String written = TypeNames.simple(method.returnType());
    boolean typed = KnownTypes.is(answer, TYPED_RESPONSE);
    List<? extends TypeMirror> arguments = KnownTypes.argumentsOf(answer);
    if (typed && arguments.isEmpty()) {
      problems.report(AnswerProblems.rawResponse(method.name()), method.element());
      return;
    }
    TypeMirror decoded = typed ? arguments.get(0) : answer;
    if (KnownTypes.mentions(decoded, RESPONSE) && (typed || !KnownTypes.is(decoded, RESPONSE))) {
      problems.report(
          AnswerProblems.wrappedResponse(method.name(), written, "Response", "Response"),
          method.element());
    } else if (KnownTypes.mentions(decoded, TYPED_RESPONSE)) {
      String instead = written.replace(TypeNames.simple(answer), wholeOf(decoded));
      problems.report(
          AnswerProblems.wrappedResponse(method.name(), written, "TypedResponse", instead),
          method.element());
    } else if (KnownTypes.mentionsVariableOf(decoded, method.element())) {
      problems.report(AnswerProblems.variableAnswer(method.name(), written), method.element());
    } else if (!async.isAsync(answer)) {
      wayToDecode(decoded)
          .map(way -> AnswerProblems.decoderNeeded(method.name(), written, way))
          .ifPresent(problem -> problems.report(problem, method.element()));
    }
    if (request.filter(line -> line.verb().equals("HEAD")).isPresent() && needsBody(answer)) {
      problems.report(AnswerProblems.headAnswer(method.name(), written), method.element());
    }
  }

  /** Returns the typed response of what a type holds: of List<TypedResponse<A>> that of List<A>. */
  private static String wholeOf(TypeMirror type) {
    TypeMirror held =
        KnownTypes.is(type, "java.util.Optional") ? KnownTypes.argumentsOf(type).get(0) : type;
    String written = TypeNames.simple(held);
    return KnownTypes.typesIn(held)
        .filter(part -> KnownTypes.is(part, TYPED_RESPONSE))
        .filter(part -> !KnownTypes.argumentsOf(part).isEmpty())
        .map(
            part ->
                written.replace(
                    TypeNames.simple(part), TypeNames.simple(KnownTypes.argumentsOf(part).get(0))))
        .findFirst()
        .map("TypedResponse<%s>"::formatted)
        .orElse("Response");
  }

  private Optional<String> wayToDecode(TypeMirror type) {
    return DECODERS.entrySet().stream()
        .filter(decoder -> KnownTypes.is(type, decoder.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .or(() -> KnownTypes.typesIn(type).filter(this::isUnmade).findFirst().map(t -> READ_IT));
  }

  /** What a user declares, a decoder may know. */
  private boolean isUnmade(TypeMirror type) {
    return KnownTypes.isOfJdk(type) && types.isAnyOf(type, UNMADE);
  }

  private static boolean needsBody(TypeMirror type) {
    return type.getKind() != TypeKind.VOID
        && !(type instanceof TypeVariable)
        && BODILESS.stream().noneMatch(name -> KnownTypes.is(type, name));
  }
}
