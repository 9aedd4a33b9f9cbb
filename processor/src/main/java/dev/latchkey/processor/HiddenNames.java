package dev.latchkey.processor;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Element;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/**
 * The classes of {@code java.lang} that a package hides by having one of their name. Each package
 * is looked through once, since it may have as many APIs as it has types.
 */
final class HiddenNames {
  private final Elements elements;
  private final @Nullable ModuleElement base;
  private final Map<PackageElement, Set<String>> found = new HashMap<>();

  HiddenNames(Elements elements) {
    this.elements = elements;
    this.base = elements.getModuleElement("java.base");
  }

  /** Returns the names that mean something else here. */
  Set<String> in(PackageElement room) {
    return found.computeIfAbsent(room, this::find);
  }

  private Set<String> find(PackageElement room) {
    Set<String> hidden = new TreeSet<>();
    for (Element type : room.getEnclosedElements()) {
      String name = type.getSimpleName().toString();
      if (isOfJavaLang("java.lang." + name)) {
        hidden.add(name);
      }
    }
    return hidden;
  }

  /** In one module, since a name that none has would be looked for in all. */
  private boolean isOfJavaLang(String name) {
    return base == null
        ? elements.getTypeElement(name) != null
        : elements.getTypeElement(base, name) != null;
  }
}
