package dev.latchkey.processor;

import com.palantir.javapoet.TypeName;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;

/**
 * An abstract method of an API, its own or inherited.
 *
 * @param element where it is declared
 * @param type its signature as a member of the API
 * @param names its types as the API sees them
 */
record ApiMethod(ExecutableElement element, ExecutableType type, TypeNames names) {

  String name() {
    return element.getSimpleName().toString();
  }

  List<? extends VariableElement> parameters() {
    return element.getParameters();
  }

  /** Returns the type of a parameter as a member of the API. */
  TypeMirror parameterType(int index) {
    return type.getParameterTypes().get(index);
  }

  TypeMirror returnType() {
    return type.getReturnType();
  }

  TypeName returnName() {
    return names.of(element.getReturnType());
  }
}
