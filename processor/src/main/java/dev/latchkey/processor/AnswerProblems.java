package dev.latchkey.processor;

/** What can be wrong with what an endpoint returns. */
final class AnswerProblems {
  private AnswerProblems() {}

  static Problem rawResponse(String method) {
    return new Problem(
        """
        [RawResponse] %s() returns TypedResponse, which does not say of what, so Feign cannot decode the answer.
        Say it: TypedResponse<String>\
        """
            .formatted(method));
  }

  static Problem wrappedResponse(String method, String type, String whole, String instead) {
    return new Problem(
        """
        [WrappedResponse] %s() returns %s, but a %s is the whole answer, and no part of another.
        Return %s.\
        """
            .formatted(method, type, whole, instead));
  }

  static Problem decoderNeeded(String method, String type, String wayOut) {
    return Problem.warning(
        """
        [DecoderNeeded] %s() returns %s, which takes a decoder of its own.
        %s\
        """
            .formatted(method, type, wayOut));
  }

  static Problem variableAnswer(String method, String type) {
    return Problem.warning(
        """
        [VariableAnswer] %s() returns %s, but only the caller knows what that is, and the decoder would guess.
        Return a type that says it, or Response.\
        """
            .formatted(method, type));
  }

  static Problem headAnswer(String method, String type) {
    return Problem.warning(
        """
        [HeadAnswer] %s() returns %s, but the answer to HEAD has no body to make it of.
        Return Response, whose status and headers are the answer.\
        """
            .formatted(method, type));
  }

  static Problem futureReturn(String method, String type, String value) {
    return new Problem(
        """
        [FutureReturn] %s() returns %s, which can be waited for and nothing else.
        Return CompletableFuture<%s>\
        """
            .formatted(method, type, value));
  }

  static Problem asyncReturn(String method, String type, String value) {
    return new Problem(
        """
        [AsyncReturn] %s() returns %s, but what Feign makes is a CompletableFuture.
        Return CompletableFuture<%s>\
        """
            .formatted(method, type, value));
  }

  static Problem rawFuture(String method, String type) {
    return new Problem(
        """
        [RawFuture] %s() returns %s, which does not say of what, so Feign cannot decode the answer.
        Say it: %2$s<Void> if there is nothing to decode\
        """
            .formatted(method, type));
  }

  static Problem wildcardFuture(String method, String type, String value) {
    return new Problem(
        """
        [WildcardFuture] %s() returns %s, but Feign decodes to a type, and a wildcard is none.
        Return CompletableFuture<%s>\
        """
            .formatted(method, type, value));
  }

  static Problem nestedFuture(String method, String type, String value) {
    return new Problem(
        """
        [NestedFuture] %s() returns %s, but an answer does not come twice.
        Return CompletableFuture<%s>\
        """
            .formatted(method, type, value));
  }
}
