package dev.latchkey.processor;

import java.util.Arrays;
import java.util.List;
import javax.lang.model.element.ExecutableElement;

/** What an endpoint is to the session. */
enum Role {
  /** Sent with the credential. */
  CALL(""),
  /** Sent without a credential. */
  ANONYMOUS("Anonymous"),
  /** Signs the session in. */
  SIGN_IN("SignIn"),
  /** Called by the session to replace its credential. */
  REFRESH("Refresh"),
  /** Signs the session out. */
  SIGN_OUT("SignOut");

  private final String simpleName;

  Role(String simpleName) {
    this.simpleName = simpleName;
  }

  /** Returns the role that the first of its annotations gives a method. */
  static Role of(ExecutableElement method) {
    return Arrays.stream(values())
        .filter(role -> AnnotationUse.isOn(method, role.qualifiedName()))
        .findFirst()
        .orElse(CALL);
  }

  /** Returns all annotations that give a method a role, in the order in which they are written. */
  static List<AnnotationUse> annotationsOn(ExecutableElement method) {
    return method.getAnnotationMirrors().stream()
        .map(mirror -> new AnnotationUse(method, mirror))
        .filter(use -> Arrays.stream(values()).anyMatch(role -> use.is(role.qualifiedName())))
        .toList();
  }

  /** Returns the annotation as it is written. */
  String annotation() {
    return "@" + simpleName;
  }

  String qualifiedName() {
    return "dev.latchkey." + simpleName;
  }

  /** Returns whether the session writes its credential on the request. */
  boolean isSigned() {
    return this == CALL || this == SIGN_OUT;
  }

  /** Returns whether it changes what the session holds. */
  boolean isLifecycle() {
    return this == SIGN_IN || isCalledBySession();
  }

  /** Returns whether the session calls it, with what it holds. */
  boolean isCalledBySession() {
    return this == REFRESH || this == SIGN_OUT;
  }
}
