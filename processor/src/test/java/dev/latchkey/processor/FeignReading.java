package dev.latchkey.processor;

import feign.Body;
import feign.CollectionFormat;
import feign.DefaultContract;
import feign.Headers;
import feign.MethodMetadata;
import feign.RequestLine;
import feign.template.BodyTemplate;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Feign's own contract, asked about annotations that hold any text, compiled or not. */
final class FeignReading extends DefaultContract {
  private static final Method SEED = Seed.class.getDeclaredMethods()[0];

  /** An endpoint, so that there is one for the annotations to be read on. */
  interface Seed {
    @RequestLine("POST /seed")
    void seed();
  }

  private FeignReading() {}

  /** Returns the variables of a request line, or nothing if Feign rejects it. */
  static Optional<Set<String>> ofRequestLine(String text) {
    return of(
        RequestLine.class,
        text,
        Map.of("value", text, "decodeSlash", true, "collectionFormat", CollectionFormat.EXPLODED));
  }

  /** Returns the variables of one line of {@code @Headers}, or nothing if Feign rejects it. */
  static Optional<Set<String>> ofHeader(String text) {
    return of(Headers.class, text, Map.of("value", new String[] {text}));
  }

  /** Returns the variables of a body, or nothing if Feign rejects it. */
  static Optional<Set<String>> ofBody(String text) {
    return of(Body.class, text, Map.of("value", text));
  }

  private static Optional<Set<String>> of(
      Class<? extends Annotation> type, String text, Map<String, ?> values) {
    FeignReading feign = new FeignReading();
    MethodMetadata read = feign.parseAndValidateMetadata(Seed.class, SEED);
    try {
      feign.processAnnotationOnMethod(read, annotation(type, values), SEED);
    } catch (RuntimeException rejected) {
      return Optional.empty();
    }
    Set<String> variables = new LinkedHashSet<>(read.template().getRequestVariables());
    if (read.template().bodyTemplate() != null) {
      variables.addAll(BodyTemplate.create(text).getVariables());
    }
    return Optional.of(variables);
  }

  private static Annotation annotation(Class<? extends Annotation> type, Map<String, ?> values) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (annotation, member, arguments) ->
                member.getName().equals("annotationType") ? type : values.get(member.getName())));
  }
}
