package dev.latchkey.processor;

import com.palantir.javapoet.ClassName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/**
 * The names that a client can no longer have. Only what is compiled now counts: a class file of the
 * same name is what an earlier compilation made of the same API.
 */
final class ClientNames {
  private final Set<String> sources = new HashSet<>();
  private final Map<String, String> apis = new HashMap<>();

  /** Notes the types that javac compiles, some of which may be other processors' work. */
  void note(RoundEnvironment round) {
    for (Element root : round.getRootElements()) {
      if (root instanceof TypeElement type) {
        sources.add(type.getQualifiedName().toString());
      }
    }
  }

  /** Returns the client of an API. */
  static ClassName clientOf(TypeElement api) {
    ClassName name = ClassName.get(api);
    return ClassName.get(name.packageName(), String.join("_", name.simpleNames()) + "Client");
  }

  /** Returns whether the API may have this client, which then is taken for every other. */
  boolean claim(ClassName client, TypeElement api) {
    String name = client.canonicalName();
    String owner = api.getQualifiedName().toString();
    return !sources.contains(name) && apis.computeIfAbsent(name, key -> owner).equals(owner);
  }
}
