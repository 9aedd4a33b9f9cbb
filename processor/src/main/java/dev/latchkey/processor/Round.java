package dev.latchkey.processor;

import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * What one round of javac knows. Nothing of it is kept for the next, which has elements of its own.
 *
 * @param elements what javac knows of elements
 * @param types what javac knows of types
 * @param hidden which names a package hides
 * @param known which types have a name that means something
 * @param credentials where credentials would be written or read
 */
record Round(
    Elements elements,
    Types types,
    HiddenNames hidden,
    KnownTypes known,
    CredentialsInJson credentials) {

  static Round of(Elements elements, Types types) {
    KnownTypes known = new KnownTypes(elements, types);
    return new Round(
        elements, types, new HiddenNames(elements), known, new CredentialsInJson(known, types));
  }
}
