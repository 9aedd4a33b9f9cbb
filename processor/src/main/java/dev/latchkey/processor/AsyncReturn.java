package dev.latchkey.processor;

import java.util.List;
import java.util.Optional;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/** Reads return types that promise the answer for later. */
final class AsyncReturn {
  /**
   * What Feign makes, and what users can be given of it; a mere Future could only be waited for.
   */
  private static final List<String> MADE =
      List.of("java.util.concurrent.CompletableFuture", "java.util.concurrent.CompletionStage");

  private static final List<String> PROMISES =
      List.of("java.util.concurrent.Future", "java.util.concurrent.CompletionStage");

  private final KnownTypes types;

  AsyncReturn(KnownTypes types) {
    this.types = types;
  }

  boolean isAsync(TypeMirror type) {
    return type instanceof DeclaredType && types.isAnyOf(type, PROMISES);
  }

  /** Returns what is answered, now or later; what a problem was reported for answers itself. */
  TypeMirror answerOf(TypeMirror type) {
    return isAsync(type) && problem("", type).isEmpty()
        ? KnownTypes.argumentsOf(type).get(0)
        : type;
  }

  /** Returns what keeps Feign from keeping the promise of a method, if anything does. */
  Optional<Problem> problem(String method, TypeMirror type) {
    if (!isAsync(type)) {
      return Optional.empty();
    }
    String written = TypeNames.simple(type);
    if (!isMade(type)) {
      boolean isFuture = KnownTypes.is(type, "java.util.concurrent.Future");
      return Optional.of(
          isFuture
              ? AnswerProblems.futureReturn(method, written, valueOf(type))
              : AnswerProblems.asyncReturn(method, written, valueOf(type)));
    }
    List<? extends TypeMirror> arguments = KnownTypes.argumentsOf(type);
    if (arguments.isEmpty()) {
      return Optional.of(AnswerProblems.rawFuture(method, written));
    }
    if (arguments.get(0) instanceof WildcardType) {
      return Optional.of(AnswerProblems.wildcardFuture(method, written, valueOf(type)));
    }
    return isAsync(arguments.get(0))
        ? Optional.of(AnswerProblems.nestedFuture(method, written, valueOf(arguments.get(0))))
        : Optional.empty();
  }

  private static boolean isMade(TypeMirror type) {
    return MADE.stream().anyMatch(name -> KnownTypes.is(type, name));
  }

  /** Returns what is promised: {@code Order} of a {@code CompletableFuture<? extends Order>}. */
  private static String valueOf(TypeMirror type) {
    List<? extends TypeMirror> arguments = KnownTypes.argumentsOf(type);
    if (arguments.size() != 1) {
      return "Object";
    }
    TypeMirror value = arguments.get(0);
    if (value instanceof WildcardType wildcard) {
      if (wildcard.getExtendsBound() == null) {
        return "Object";
      }
      value = wildcard.getExtendsBound();
    }
    return TypeNames.simple(value);
  }
}
