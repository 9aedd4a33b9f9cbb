package dev.latchkey.processor;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * Finds annotations whose type the compiler does not know. JDK 17 keeps those in its trees alone:
 * an element looks as if it did not carry them.
 */
final class UnknownAnnotations {
  private final Optional<Trees> trees;

  /**
   * Looks into the trees of a compiler.
   *
   * @param trees what javac has; others have none
   */
  UnknownAnnotations(Optional<Trees> trees) {
    this.trees = trees;
  }

  /** Returns whether there is one on a type, its methods or their parameters. */
  boolean areIn(TypeElement type) {
    // What comes from a class file has no path.
    return trees.isPresent()
        && Optional.ofNullable(trees.get().getPath(type))
            .filter(path -> areIn(path, trees.get()))
            .isPresent();
  }

  private static boolean areIn(TreePath path, Trees trees) {
    return path.getLeaf() instanceof ClassTree type
        && modifiersIn(type)
            .flatMap(modifiers -> modifiers.getAnnotations().stream())
            .anyMatch(annotation -> isUnknown(annotation, path, trees));
  }

  private static Stream<ModifiersTree> modifiersIn(ClassTree type) {
    Stream<ModifiersTree> ofMethods =
        type.getMembers().stream()
            .filter(MethodTree.class::isInstance)
            .map(MethodTree.class::cast)
            .flatMap(
                method ->
                    Stream.concat(
                        Stream.of(method.getModifiers()),
                        method.getParameters().stream().map(VariableTree::getModifiers)));
    return Stream.concat(Stream.of(type.getModifiers()), ofMethods);
  }

  private static boolean isUnknown(AnnotationTree annotation, TreePath path, Trees trees) {
    TypeMirror type = trees.getTypeMirror(new TreePath(path, annotation.getAnnotationType()));
    return type != null && type.getKind() == TypeKind.ERROR;
  }
}
