package dev.latchkey.processor;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Counts what code does, the same number on every machine: each block of it that runs, each
 * character that a regular expression looks at, and for what the JDK does with a text, its length.
 */
public final class Steps {
  private static final String HERE = Type.getInternalName(Steps.class);

  /** What a text answers in the same time however long it is. */
  private static final Set<String> CONSTANT =
      Set.of("length", "charAt", "isEmpty", "codePointAt", "hashCode");

  private static long steps;

  private Steps() {}

  /** Returns what a class of the processor or of its tests does when it is run, in steps. */
  static Counted in(Class<? extends Reads> code) {
    try {
      Object counted =
          new Counting().loadClass(code.getName()).getDeclaredConstructor().newInstance();
      return text -> {
        long before = steps;
        ((Reads) counted).read(text);
        return steps - before;
      };
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(code.getName(), e);
    }
  }

  /** Code that reads a text. Each one has a constructor that takes nothing. */
  public interface Reads {
    /** Reads it. */
    void read(String text);
  }

  /** The same code, which says what it has done. */
  interface Counted {
    long read(String text);
  }

  /** Loads the classes of this package once more, with a step in each block. */
  private static final class Counting extends ClassLoader {
    private static final String PACKAGE = Steps.class.getPackageName() + ".";

    Counting() {
      super(Steps.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      if (!name.startsWith(PACKAGE) || name.startsWith(Steps.class.getName())) {
        return super.loadClass(name, resolve);
      }
      try (InputStream file =
          Steps.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
        ClassReader code = new ClassReader(Objects.requireNonNull(file).readAllBytes());
        ClassWriter counting = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        code.accept(new InEachMethod(counting), 0);
        byte[] bytes = counting.toByteArray();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  private static final class InEachMethod extends ClassVisitor {
    InEachMethod(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String type,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      return new InEachBlock(super.visitMethod(access, name, type, signature, exceptions));
    }
  }

  private static final class InEachBlock extends MethodVisitor {
    InEachBlock(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      call("step", "()V");
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      call("step", "()V");
      super.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String type, Handle handle, Object... more) {
      super.visitInvokeDynamicInsn(name, type, handle, more);
      countAnswer(type);
    }

    @Override
    public void visitMethodInsn(int op, String owner, String name, String type, boolean itf) {
      boolean ofText = op == Opcodes.INVOKEVIRTUAL && owner.equals("java/lang/String");
      boolean ofList = op == Opcodes.INVOKEINTERFACE && LIST_SCANS.contains(name + type);
      if (ofText && !CONSTANT.contains(name)) {
        call(name, "(Ljava/lang/String;" + type.substring(1));
      } else if (ofList && owner.matches("java/util/(List|Collection)")) {
        call(name, "(Ljava/util/Collection;" + type.substring(1));
      } else if (owner.equals("java/util/regex/Pattern") && op == Opcodes.INVOKESTATIC) {
        call(name, type);
      } else if (owner.startsWith("java/")) {
        countLast(type);
        super.visitMethodInsn(op, owner, name, type, itf);
        countAnswer(type);
      } else {
        super.visitMethodInsn(op, owner, name, type, itf);
      }
    }

    private void countLast(String type) {
      Type[] taken = Type.getArgumentTypes(type);
      if (taken.length > 0 && isText(taken[taken.length - 1])) {
        count();
      }
    }

    private void countAnswer(String type) {
      if (isText(Type.getReturnType(type))) {
        count();
      }
    }

    private static boolean isText(Type type) {
      return type.getInternalName().matches("java/lang/(String|CharSequence)");
    }

    private void count() {
      super.visitInsn(Opcodes.DUP);
      call("count", "(Ljava/lang/CharSequence;)V");
    }

    private void call(String name, String type) {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, HERE, name, type, false);
    }
  }

  private static final Set<String> LIST_SCANS =
      Set.of(
          "contains(Ljava/lang/Object;)Z",
          "indexOf(Ljava/lang/Object;)I",
          "remove(Ljava/lang/Object;)Z");

  // What counted code calls. A method of String that is missing here fails the test that meets it.

  public static void step() {
    steps++;
  }

  public static void count(@Nullable CharSequence text) {
    steps += text == null ? 0 : text.length();
  }

  private static <T> T costs(CharSequence text, T answer) {
    count(text);
    return answer;
  }

  public static boolean contains(Collection<?> list, Object it) {
    steps += list.size();
    return list.contains(it);
  }

  public static int indexOf(Collection<?> list, Object it) {
    steps += list.size();
    return ((List<?>) list).indexOf(it);
  }

  public static boolean remove(Collection<?> list, Object it) {
    steps += list.size();
    return list.remove(it);
  }

  public static Pattern compile(String pattern) {
    return costs(pattern, Pattern.compile(pattern));
  }

  public static Pattern compile(String pattern, int flags) {
    return costs(pattern, Pattern.compile(pattern, flags));
  }

  public static IntStream chars(String text) {
    return costs(text, text.chars());
  }

  /** Finding one text in another may take as long as both lengths multiplied. */
  private static int found(String text, String other, int from, int at) {
    int looked = (at < 0 ? text.length() : at) - from;
    int matched = 0;
    for (int i = from; i <= from + looked && i < text.length(); i++) {
      int same = 0;
      while (same < other.length()
          && i + same < text.length()
          && text.charAt(i + same) == other.charAt(same)) {
        same++;
      }
      matched += same + 1;
    }
    steps += matched;
    return at;
  }

  public static int indexOf(String text, int c) {
    return indexOf(text, c, 0);
  }

  public static int indexOf(String text, int c, int from) {
    int at = text.indexOf(c, from);
    steps += (at < 0 ? text.length() : at) - from + 1;
    return at;
  }

  public static int indexOf(String text, String other) {
    return found(text, other, 0, text.indexOf(other));
  }

  public static boolean contains(String text, CharSequence other) {
    return found(text, other.toString(), 0, text.indexOf(other.toString())) >= 0;
  }

  public static boolean equals(String text, Object other) {
    return costs(text, text.equals(other));
  }

  public static boolean equalsIgnoreCase(String text, String other) {
    return costs(text, text.equalsIgnoreCase(other));
  }

  public static boolean startsWith(String text, String other) {
    return costs(other, text.startsWith(other));
  }

  public static boolean startsWith(String text, String other, int from) {
    return costs(other, text.startsWith(other, from));
  }

  public static boolean endsWith(String text, String other) {
    return costs(other, text.endsWith(other));
  }

  public static String substring(String text, int begin) {
    return costs(text.substring(begin), text.substring(begin));
  }

  public static String substring(String text, int begin, int end) {
    return costs(text.substring(begin, end), text.substring(begin, end));
  }

  public static String strip(String text) {
    return costs(text, text.strip());
  }

  public static String trim(String text) {
    return costs(text, text.trim());
  }

  public static String toUpperCase(String text, Locale locale) {
    return costs(text, text.toUpperCase(locale));
  }

  public static String toLowerCase(String text, Locale locale) {
    return costs(text, text.toLowerCase(locale));
  }

  public static String replace(String text, CharSequence old, CharSequence by) {
    return costs(text, costs(text.replace(old, by), text.replace(old, by)));
  }

  public static String formatted(String text, Object[] values) {
    return costs(text.formatted(values), text.formatted(values));
  }

  public static String[] split(String text, String pattern, int limit) {
    return Pattern.compile(pattern).split(new Watched(text), limit);
  }

  public static boolean matches(String text, String pattern) {
    return Pattern.compile(pattern).matcher(new Watched(text)).matches();
  }

  public static String replaceAll(String text, String pattern, String by) {
    return Pattern.compile(pattern).matcher(new Watched(text)).replaceAll(by);
  }

  public static String replaceFirst(String text, String pattern, String by) {
    return Pattern.compile(pattern).matcher(new Watched(text)).replaceFirst(by);
  }

  /** A text that counts who looks at it. */
  private record Watched(String text) implements CharSequence {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int at) {
      steps++;
      return text.charAt(at);
    }

    @Override
    public CharSequence subSequence(int begin, int end) {
      return costs(text.substring(begin, end), text.substring(begin, end));
    }

    @Override
    public String toString() {
      return costs(text, text);
    }
  }
}
