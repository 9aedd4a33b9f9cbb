package dev.latchkey.processor;

import java.util.List;
import java.util.Optional;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Texts that types of the JDK make of themselves and that no server can be expecting. */
final class JdkTexts {
  /** What holds or makes values, and shows none of them. */
  private static final List<String> HASHED =
      List.of(
          "java.io.InputStream",
          "java.io.Reader",
          "java.util.Iterator",
          "java.util.concurrent.CompletionStage",
          "java.util.concurrent.Future",
          "java.util.function.Supplier",
          "java.util.stream.BaseStream");

  private static final List<String> BRACKETED =
      List.of("java.util.OptionalInt", "java.util.OptionalLong", "java.util.OptionalDouble");

  /** What many would take in the place of a list. */
  private static final List<String> SEQUENCES =
      List.of("java.util.Iterator", "java.util.stream.BaseStream");

  private final KnownTypes types;

  JdkTexts(KnownTypes types) {
    this.types = types;
  }

  /** Returns an example of what a type writes, if it is one of these. */
  Optional<String> of(TypeMirror type) {
    if (!(type instanceof DeclaredType declared)) {
      return Optional.empty();
    }
    if (KnownTypes.is(type, "java.util.Date")) {
      return Optional.of("Thu Jan 01 00:00:00 UTC 1970");
    }
    if (types.isA(type, "java.util.Calendar")) {
      return Optional.of("java.util.GregorianCalendar[time=0, ...]");
    }
    String name = declared.asElement().getSimpleName().toString();
    if (BRACKETED.stream().anyMatch(bracketed -> KnownTypes.is(type, bracketed))) {
      return Optional.of(name + "[5]");
    }
    return KnownTypes.isOfJdk(type) && types.isAnyOf(type, HASHED)
        ? Optional.of(name + "@1b6d3586")
        : Optional.empty();
  }

  /** Returns the same of what Feign would look into if it were not within another of these. */
  Optional<String> withinAnother(TypeMirror type) {
    if (KnownTypes.is(type, "java.util.Optional")) {
      return Optional.of("Optional[...]");
    }
    return KnownTypes.isOfJdk(type) && types.isA(type, "java.util.Collection")
        ? Optional.of("[..., ...]")
        : Optional.empty();
  }

  /** Returns what an array writes before its hash code. */
  String ofArray(ArrayType array) {
    TypeMirror part = array.getComponentType();
    return part.getKind().isPrimitive()
        ? "[" + part.getKind().name().charAt(0)
        : "[L%s;".formatted(types.erased(part));
  }

  /** Returns the list that holds what an array holds. */
  String listInstead(ArrayType array) {
    TypeMirror part = array.getComponentType();
    return "List<"
        + (part.getKind().isPrimitive() ? types.boxed(part) : TypeNames.simple(part))
        + ">";
  }

  boolean isSequence(TypeMirror type) {
    return types.isAnyOf(type, SEQUENCES);
  }
}
