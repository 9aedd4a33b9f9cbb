package dev.latchkey.processor;

import java.util.Arrays;
import java.util.stream.Collectors;
import javax.lang.model.element.Name;

/** What can be wrong with an interface or with the shape of a method. */
final class ApiProblems {
  private static final int MOST_FRAMES = 5;

  private ApiProblems() {}

  static Problem notAnInterface(String type, String kind) {
    return new Problem(
        """
        [NotAnInterface] @AuthenticatedApi belongs on an interface, but %s is %s.
        Declare the requests in an interface and annotate that.\
        """
            .formatted(type, kind));
  }

  static Problem genericInterface(String api, String parameter) {
    return new Problem(
        """
        [GenericInterface] %s has a type parameter, %s, which no request can know.
        Give it a value in an interface that extends %1$s, and annotate that one.\
        """
            .formatted(api, parameter));
  }

  static Problem secondParent(String api, String first, String second) {
    return new Problem(
        """
        [SecondParent] %s extends %s and %s, but Feign takes one parent.
        Let another interface extend them, and %1$s that one.\
        """
            .formatted(api, first, second));
  }

  static Problem secondParent(String api, String first, String second, String needed) {
    return new Problem(
        """
        [SecondParent] %s extends %s and %s, but Feign takes one parent.
        Let it extend %s alone, which has the methods of all.\
        """
            .formatted(api, first, second, needed));
  }

  static Problem privateInterface(String api, String hidden) {
    return new Problem(
        """
        [PrivateInterface] %s is private, so no other class can implement %s.
        Remove the word private.\
        """
            .formatted(hidden, api));
  }

  static Problem sealedInterface(String api) {
    return new Problem(
        """
        [SealedInterface] %s is sealed, so neither the client nor Feign can implement it.
        Remove the word sealed.\
        """
            .formatted(api));
  }

  static Problem clientNameTaken(String api, String client) {
    return new Problem(
        """
        [ClientNameTaken] The client of %s would be %s, but there is a type of that name already.
        Rename one of the two.\
        """
            .formatted(api, client));
  }

  static Problem hiddenType(String type, String method) {
    return new Problem(
        """
        [HiddenType] %s is private, so the client, which has %s() as well, could not mention it.
        Remove the word private.\
        """
            .formatted(type, method));
  }

  static Problem hiddenType(String type, String method, String room) {
    return new Problem(
        """
        [HiddenType] %s is not public in %s, so the client, which has %s() as well, could not mention it.
        Make it public, or put the API into that package.\
        """
            .formatted(type, room, method));
  }

  static Problem missingRequestLine(String method) {
    return new Problem(
        """
        [MissingRequestLine] %s() does not say which request to send.
        Add @RequestLine("GET /..."), or make it a default method.\
        """
            .formatted(method));
  }

  static Problem ignoredRequestLine(String method) {
    return Problem.warning(
        """
        [IgnoredRequestLine] %s() has a body, which runs; Feign would send no request.
        Remove the annotation, or the body.\
        """
            .formatted(method));
  }

  static Problem ignoredAnnotation(String method, String annotation) {
    return Problem.warning(
        """
        [IgnoredAnnotation] %s() has a body, which runs, and %s does nothing to it.
        Remove the annotation; what the body calls has its own.\
        """
            .formatted(method, annotation));
  }

  static Problem ignoredPrefix(String annotation, String owner, String path) {
    return Problem.warning(
        """
        [IgnoredPrefix] %s is %s's, so Feign would send the requests without "%s".
        Begin the request lines with it, or put it into the url() and remove the annotation.\
        """
            .formatted(annotation, owner, path));
  }

  static Problem indistinctOverload(String method, String types) {
    return new Problem(
        """
        [IndistinctOverload] %s(%s) looks the same to Feign as another method, and one would fail.
        Give one of them another name; what tells them apart is the simple names of their types.\
        """
            .formatted(method, types));
  }

  static Problem inheritedTwice(String api, String method, Name first, Name second) {
    return new Problem(
        """
        [InheritedTwice] %s has %s() from %s and from %s; Feign answers one of them, and is asked the other.
        Declare %2$s() in %1$s, too.\
        """
            .formatted(api, method, first, second));
  }

  static Problem defaultInModule(String method) {
    return new Problem(
        """
        [DefaultInModule] %s() has a body, which Feign cannot reach in a named module: build() fails.
        Make it static, with the API for its first parameter.\
        """
            .formatted(method));
  }

  static Problem closedPackage(String reader, String type, String room, String module) {
    return Problem.warning(
        """
        [ClosedPackage] %s needs reflection for %s, but the package %s is not open to it.
        Add to module-info.java: opens %3$s to %s;\
        """
            .formatted(reader, type, room, module));
  }

  static Problem objectMethod(String method) {
    return new Problem(
        """
        [ObjectMethod] Feign answers every method named %s itself, so no request would be sent.
        Remove it, or give it another name.\
        """
            .formatted(method));
  }

  static Problem cloneMethod() {
    return new Problem(
        """
        [CloneMethod] The client has the clone() of every object, so it cannot have this one as well.
        Return an object and throw nothing checked, or give the method another name.\
        """);
  }

  static Problem finalizer() {
    return new Problem(
        """
        [Finalizer] The garbage collector calls finalize(), so it would make this call.
        Give the method another name.\
        """);
  }

  static Problem builderMethod() {
    return new Problem(
        """
        [BuilderMethod] The client's own builder() is static, so it cannot have this one as well.
        Give the method another name.\
        """);
  }

  static Problem clientNotWritten(String client, String reason) {
    return new Problem(
        """
        [ClientNotWritten] javac could not write %s: %s
        Look at where javac puts its output.\
        """
            .formatted(client, reason));
  }

  static Problem latchkeyFailed(String api, Throwable failure) {
    return new Problem(
        """
        [LatchkeyFailed] Latchkey failed on %s with %s
        This is a bug of Latchkey and not of %1$s. Report it with the interface and these lines:
        %s\
        """
            .formatted(api, failure, ownFramesOf(failure)));
  }

  /** Returns where in the processor a failure came from. */
  private static String ownFramesOf(Throwable failure) {
    String room = ApiProblems.class.getPackageName() + ".";
    return Arrays.stream(failure.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith(room))
        .limit(MOST_FRAMES)
        .map(frame -> "at " + frame)
        .collect(Collectors.joining("\n"));
  }
}
