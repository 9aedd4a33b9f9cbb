package dev.latchkey.processor;

import java.util.List;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** A return type that promises the answer for later. */
final class AsyncReturn {
  private static final List<String> PROMISES =
      List.of("java.util.concurrent.Future", "java.util.concurrent.CompletionStage");

  private AsyncReturn() {}

  static boolean isAsync(TypeMirror type, Elements elements, Types types) {
    return type instanceof DeclaredType
        && PROMISES.stream()
            .map(elements::getTypeElement)
            .anyMatch(
                promise ->
                    types.isAssignable(types.erasure(type), types.erasure(promise.asType())));
  }

  /** Returns what is promised: {@code Order} of a {@code CompletableFuture<Order>}. */
  static String valueOf(TypeMirror type) {
    List<? extends TypeMirror> arguments = ((DeclaredType) type).getTypeArguments();
    if (arguments.size() != 1) {
      return "Object";
    }
    TypeMirror value = arguments.get(0);
    if (value instanceof WildcardType wildcard && wildcard.getExtendsBound() != null) {
      value = wildcard.getExtendsBound();
    }
    String name = TypeNames.simple(value);
    return name.equals("Void") ? "void" : name;
  }
}
