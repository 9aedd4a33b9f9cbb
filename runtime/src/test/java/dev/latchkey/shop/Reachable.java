package dev.latchkey.shop;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * All text that can be reached from an object: what it says of itself, and what a debugger or a
 * serializer finds in its fields, and in theirs.
 */
public final class Reachable {
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> open = new ArrayDeque<>();
  private final StringBuilder texts = new StringBuilder();

  private Reachable() {}

  public static String textsFrom(Object root) {
    Reachable reachable = new Reachable();
    reachable.add(root);
    while (!reachable.open.isEmpty()) {
      reachable.visit(reachable.open.pop());
    }
    return reachable.texts.toString();
  }

  private void add(@Nullable Object next) {
    if (next != null && !isOfTheMachine(next) && seen.add(next)) {
      open.push(next);
    }
  }

  private static boolean isOfTheMachine(Object next) {
    return next instanceof Class
        || next instanceof ClassLoader
        || next instanceof Thread
        || next instanceof java.lang.reflect.Member
        || next instanceof StackTraceElement;
  }

  private void visit(Object at) {
    if (at instanceof byte[] bytes) {
      say(new String(bytes, StandardCharsets.UTF_8));
    } else if (at instanceof ByteBuffer bytes) {
      say(StandardCharsets.UTF_8.decode(bytes.duplicate()).toString());
    } else if (at.getClass().isArray()) {
      for (int i = 0;
          i < Array.getLength(at) && !at.getClass().getComponentType().isPrimitive();
          i++) {
        add(Array.get(at, i));
      }
    } else if (at instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            add(key);
            add(value);
          });
    } else if (at instanceof Collection<?> collection) {
      collection.forEach(this::add);
    } else if (at instanceof Optional<?> optional) {
      optional.ifPresent(this::add);
    } else if (at instanceof AtomicReference<?> reference) {
      add(reference.get());
    } else {
      sayText(at);
      if (at instanceof Throwable thrown) {
        say(String.valueOf(thrown.getMessage()));
        add(thrown.getCause());
        add(thrown.getSuppressed());
      }
      addFields(at);
    }
  }

  private void addFields(Object at) {
    for (Class<?> type = at.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getModule().isNamed()) {
        return; // the platform keeps its fields to itself
      }
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          try {
            field.setAccessible(true);
            add(field.get(at));
          } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
          }
        }
      }
    }
  }

  private void sayText(Object at) {
    try {
      say(String.valueOf(at));
    } catch (IllegalStateException e) {
      // A template that is not resolved has no text; its fields have.
      say(String.valueOf(e.getMessage()));
    }
  }

  private void say(String text) {
    texts.append(text).append('\n');
  }
}
