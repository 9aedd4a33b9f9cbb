package dev.latchkey.processor;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/**
 * Finds what javac refuses in a source, and its elements do not tell: annotations and imports that
 * it does not know, and methods without the body that they need. JDK 17 keeps those in its trees
 * alone: an element looks as if it did not carry such an annotation.
 */
final class BrokenSource {
  private static final Set<Modifier> NEED_A_BODY =
      Set.of(Modifier.DEFAULT, Modifier.STATIC, Modifier.PRIVATE);

  private final Optional<Trees> trees;
  private final Set<String> clients;

  /** Each type is looked through once, however many APIs mention it. */
  private final Map<TypeElement, Boolean> found = new HashMap<>();

  /**
   * Looks into the trees of a compiler.
   *
   * @param trees what javac has; others have none
   * @param clients the names of the clients that are about to be written
   */
  BrokenSource(Optional<Trees> trees, Set<String> clients) {
    this.trees = trees;
    this.clients = clients;
  }

  /** Returns whether there is such a thing in what a type declares, or in its imports. */
  boolean isOf(TypeElement type) {
    return trees.isPresent()
        && found.computeIfAbsent(type, unread -> isBroken(unread, trees.get()));
  }

  private boolean isBroken(TypeElement type, Trees trees) {
    // What comes from a class file has no path.
    TreePath path = trees.getPath(type);
    return path != null
        && path.getLeaf() instanceof ClassTree declaration
        && (path.getCompilationUnit().getImports().stream()
                .anyMatch(imported -> isUnknown(imported, path, trees))
            || new Declaration(path, trees).isBroken(declaration));
  }

  /** Who waits for a client that is to be written now may wait for itself. */
  private boolean isUnknown(ImportTree imported, TreePath path, Trees trees) {
    Tree name = imported.getQualifiedIdentifier();
    Tree type =
        imported.isStatic() && name instanceof MemberSelectTree member
            ? member.getExpression()
            : name;
    return !clients.contains(type.toString()) && isUnknown(type, path, trees);
  }

  private static boolean isUnknown(Tree name, TreePath path, Trees trees) {
    TypeMirror type = trees.getTypeMirror(new TreePath(path, name));
    return type != null && type.getKind() == TypeKind.ERROR;
  }

  /** Looks at the members of one type, and neither into bodies nor into further types. */
  private static final class Declaration extends TreeScanner<Boolean, Void> {
    private final TreePath path;
    private final Trees trees;

    Declaration(TreePath path, Trees trees) {
      this.path = path;
      this.trees = trees;
    }

    boolean isBroken(ClassTree type) {
      return isAnyBroken(List.of(type.getModifiers()))
          || isAnyBroken(type.getTypeParameters())
          || isAnyBroken(type.getMembers());
    }

    private boolean isAnyBroken(List<? extends Tree> parts) {
      return Boolean.TRUE.equals(scan(parts, null));
    }

    @Override
    public Boolean reduce(Boolean one, Boolean other) {
      return Boolean.TRUE.equals(one) || Boolean.TRUE.equals(other);
    }

    @Override
    public Boolean visitClass(ClassTree type, Void nothing) {
      return false;
    }

    @Override
    public Boolean visitVariable(VariableTree variable, Void nothing) {
      return isAnyBroken(List.of(variable.getModifiers()));
    }

    @Override
    public Boolean visitMethod(MethodTree method, Void nothing) {
      return isWithoutItsBody(method)
          || isAnyBroken(List.of(method.getModifiers()))
          || isAnyBroken(method.getTypeParameters())
          || isAnyBroken(method.getParameters());
    }

    private static boolean isWithoutItsBody(MethodTree method) {
      return method.getBody() == null
          && method.getModifiers().getFlags().stream().anyMatch(NEED_A_BODY::contains)
          && !method.getModifiers().getFlags().contains(Modifier.NATIVE);
    }

    @Override
    public Boolean visitAnnotation(AnnotationTree annotation, Void nothing) {
      TypeMirror type = trees.getTypeMirror(new TreePath(path, annotation.getAnnotationType()));
      return type != null
          && (type.getKind() == TypeKind.ERROR
              || (type instanceof DeclaredType known && hasUnknownMember(annotation, known)));
    }

    private static boolean hasUnknownMember(AnnotationTree annotation, DeclaredType type) {
      return annotation.getArguments().stream()
          .filter(AssignmentTree.class::isInstance)
          .map(argument -> ((AssignmentTree) argument).getVariable().toString())
          .anyMatch(
              name ->
                  ElementFilter.methodsIn(type.asElement().getEnclosedElements()).stream()
                      .noneMatch(member -> member.getSimpleName().contentEquals(name)));
    }
  }
}
