package dev.latchkey.processor;

/** What can be wrong with the headers that an endpoint sends. */
final class HeaderProblems {
  private HeaderProblems() {}

  static Problem malformedHeader(String header) {
    return new Problem(
        """
        [MalformedHeader] "%s" has no name before a colon, so Feign would reject it.
        Write a name, a colon and a value: "Accept: application/json"\
        """
            .formatted(header));
  }

  static Problem authorizationHeader(String header) {
    return Problem.warning(
        """
        [AuthorizationHeader] "%s" never arrives, unless the scheme writes the credential elsewhere.
        Remove the header, or mark the endpoints that send it @Anonymous.\
        """
            .formatted(header));
  }

  static Problem emptyHeaders() {
    return new Problem(
        """
        [EmptyHeaders] @Headers names no header, so Feign would reject it.
        Name one, or remove the annotation.\
        """);
  }

  static Problem headerName(String name, String likeIt) {
    return new Problem(
        """
        [HeaderName] "%s" has a character in it that the name of a header cannot have.
        Write letters, digits and hyphens, and the colon right after them: "%s: ..."\
        """
            .formatted(name, likeIt));
  }

  static Problem headerName(String name) {
    return new Problem(
        """
        [HeaderName] "%s" has a variable in it, but Feign replaces them in the value of a header alone.
        Take a @HeaderMap Map<String, Object>, whose keys are names.\
        """
            .formatted(name));
  }

  static Problem headerText(String name) {
    return new Problem(
        """
        [HeaderText] The value of %s has a line break or another control character in it.
        Write it on one line.\
        """
            .formatted(name));
  }

  static Problem emptyHeader(String header) {
    return Problem.warning(
        """
        [EmptyHeader] "%s" has no value, so Feign would send no such header.
        Give it one, or remove it.\
        """
            .formatted(header));
  }

  static Problem nonAsciiHeader(String header) {
    return Problem.warning(
        """
        [NonAsciiHeader] "%s" has characters in it that transports send differently, or refuse.
        Write it in ASCII.\
        """
            .formatted(header));
  }

  static Problem repeatedHeader(String header, String earlier) {
    return Problem.warning(
        """
        [RepeatedHeader] "%s" does not replace "%s": Feign would merge the two.
        Keep the one that is meant.\
        """
            .formatted(header, earlier));
  }

  static Problem lostHeaders(String ancestor, String api, String headers) {
    return Problem.warning(
        """
        [LostHeaders] Feign reads the headers of %2$s and of the interface that it extends, but not those of %1$s.
        Repeat them on %2$s: @Headers(%3$s)\
        """
            .formatted(ancestor, api, headers));
  }
}
