package dev.latchkey.processor;

import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/**
 * What javac puts the caret under.
 *
 * @param element a type, a method or a parameter
 * @param annotation one of its annotations, if that is meant
 * @param value a value of that annotation, if that is meant
 */
record Place(
    Element element, @Nullable AnnotationMirror annotation, @Nullable AnnotationValue value) {

  static Place of(Element element) {
    return new Place(element, null, null);
  }

  /** Returns whether this is the type, or within it. */
  boolean isWithin(TypeElement type) {
    for (Element e = element; e != null; e = e.getEnclosingElement()) {
      if (e.equals(type)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns numbers that compare as places within this type stand in its source: the type before
   * its members, annotations before the name of what they are on, and parameters after it.
   */
  int[] rankIn(TypeElement type) {
    if (!isWithin(type)) {
      return new int[] {-1, Integer.MAX_VALUE};
    }
    if (element instanceof VariableElement parameter
        && parameter.getEnclosingElement() instanceof ExecutableElement method) {
      int name = method.getAnnotationMirrors().size();
      return new int[] {indexIn(type, method), name, method.getParameters().indexOf(parameter)};
    }
    List<? extends AnnotationMirror> annotations = element.getAnnotationMirrors();
    int part = annotation == null ? annotations.size() : annotations.indexOf(annotation);
    return new int[] {element.equals(type) ? -1 : indexIn(type, element), part};
  }

  private static int indexIn(TypeElement type, Element member) {
    return type.getEnclosedElements().indexOf(member);
  }
}
