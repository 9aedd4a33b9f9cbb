package dev.latchkey.processor;

/** What can be wrong with a parameter, apart from what it is bound to. */
final class ParameterProblems {
  private ParameterProblems() {}

  static Problem unnamedParam(String parameter) {
    return Problem.warning(
        """
        [UnnamedParam] Feign finds the name of '%s' only in classes that are compiled with -parameters.
        Say it: @Param("%1$s")\
        """
            .formatted(parameter));
  }

  static Problem duplicateParam(String parameter, String variable, String first) {
    return new Problem(
        """
        [DuplicateParam] '%s' is bound to {%s}, but '%s' already is, and Feign would drop that one.
        Give one of them another name.\
        """
            .formatted(parameter, variable, first));
  }

  static Problem arrayParam(String parameter, boolean isList, String type, String list) {
    return new Problem(
        """
        [ArrayParam] '%s' %s toString(), such as "%s@1b6d3586".
        Take %s, or give the @Param an expander.\
        """
            .formatted(
                parameter,
                isList
                    ? "is a list of arrays, and Feign would send their"
                    : "is an array, and Feign would send its",
                type,
                list));
  }

  static Problem mapParam(String parameter, boolean isList) {
    return new Problem(
        """
        [MapParam] '%s' is a %s
        %s, or give the @Param an expander.\
        """
            .formatted(
                parameter,
                isList
                    ? "list of maps, each of which Feign would send as one text, {key=value}."
                    : "map, of which Feign would send each entry as one text, key=value.",
                isList ? "Take List<String>" : "Mark it @QueryMap"));
  }

  static Problem opaqueParam(String parameter, String shown, String instead) {
    return Problem.warning(
        """
        [OpaqueParam] Feign would send the toString() of %s, such as "%s".
        Take %s, or give the @Param an expander.\
        """
            .formatted(parameter, shown, instead));
  }

  static Problem urlParam(String parameter) {
    return new Problem(
        """
        [UrlParam] '%s' is a URI, so Feign would send the request there, for all that @Param says.
        Take a String.\
        """
            .formatted(parameter));
  }

  static Problem secondUrl(String parameter, String first) {
    return new Problem(
        """
        [SecondUrl] '%s' is a second URI to send the request to, after '%s'.
        Keep one of them; a URI that is a value is a String.\
        """
            .formatted(parameter, first));
  }

  static Problem secondOptions(String parameter, String first) {
    return new Problem(
        """
        [SecondOptions] '%s' is a second Request.Options, and Feign would go by '%s'.
        Keep one of them.\
        """
            .formatted(parameter, first));
  }

  static Problem secondMap(String parameter, String annotation, String first) {
    return new Problem(
        """
        [SecondMap] '%s' is a second %s, but Feign takes one, and '%s' is it.
        Put both into one type.\
        """
            .formatted(parameter, annotation, first));
  }

  static Problem twoMeanings(String parameter, String first, String second) {
    return new Problem(
        """
        [TwoMeanings] '%s' is marked %s already, so with %s Feign would send it twice.
        Keep the one that is meant.\
        """
            .formatted(parameter, first, second));
  }

  static Problem mapKey(String parameter, String type, String value) {
    return new Problem(
        """
        [MapKey] The keys of '%s' are names, which are strings, but its type is %s.
        Take Map<String, %s>.\
        """
            .formatted(parameter, type, value));
  }

  static Problem notAMap(String parameter, String type) {
    return new Problem(
        """
        [NotAMap] '%s' is of type %s, in which Feign finds no names for what it sends.
        Take a map, or a type of yours whose fields are named like that; or mark it @Param.\
        """
            .formatted(parameter, type));
  }

  static Problem staticField(String parameter, String type, String field, boolean isQuery) {
    return Problem.warning(
        """
        [StaticField] Of '%s' Feign would send the static fields of %s as well, such as %s.
        Move them to another type%s.\
        """
            .formatted(
                parameter,
                type,
                field,
                isQuery ? ", or say mapEncoder = QueryMap.MapEncoder.BEAN" : ""));
  }

  static Problem beanRecord(String parameter, String type) {
    return new Problem(
        """
        [BeanRecord] %2$s is a record, which has no getters, so of '%1$s' Feign would send nothing.
        Leave mapEncoder out: fields are what it goes by then.\
        """
            .formatted(parameter, type));
  }

  static Problem ignoredEncoded() {
    return Problem.warning(
        """
        [IgnoredEncoded] Feign no longer reads encoded: what looks encoded is sent as it is, and the rest is encoded.
        Remove it.\
        """);
  }

  static Problem expander(String type, String reason) {
    return new Problem(
        """
        [Expander] Feign makes the expander itself, but %s %s.
        Let it be a public class with a public constructor that takes nothing.\
        """
            .formatted(type, reason));
  }

  static Problem nullableValue(String parameter, String fate) {
    return Problem.warning(
        """
        [NullableValue] '%s' may be null, and then Feign would %s.
        Take one that is never null; what can be left out can have an endpoint without it.\
        """
            .formatted(parameter, fate));
  }

  static Problem nullableValue(String parameter, String fate, String value) {
    return Problem.warning(
        """
        [NullableValue] '%s' may be empty, and then Feign would %s.
        Take %s; what can be left out can have an endpoint without it.\
        """
            .formatted(parameter, fate, value));
  }

  static Problem foreignAnnotation(String annotation, String owner, String read, String instead) {
    return new Problem(
        """
        [ForeignAnnotation] %s is %s's, but what Feign reads is %s.
        Write %s\
        """
            .formatted(annotation, owner, read, instead));
  }

  static Problem foreignAnnotation(String annotation, String owner) {
    return new Problem(
        """
        [ForeignAnnotation] %s is %s's, and asks for what only a server has.
        Leave the parameter out.\
        """
            .formatted(annotation, owner));
  }

  static Problem suspendFunction(String method) {
    return new Problem(
        """
        [SuspendFunction] %s() is a suspend function, and what Feign makes cannot be suspended.
        Return CompletableFuture, and await() it.\
        """
            .formatted(method));
  }
}
