package dev.latchkey.processor;

import dev.latchkey.session.Credential;
import feign.Request;
import feign.Types;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values of any type that a case mentions: the same ones for the same seed, and nasty ones. */
final class RandomValues {
  /** Pieces of texts: what ends, opens, separates or escapes something on the way to a server. */
  private static final List<String> PIECES =
      List.of(
          " ",
          "a",
          "ab12",
          "7",
          "%",
          "%20",
          "%2F",
          "%7B",
          "%7D",
          "%0d%0a",
          "%zz",
          "{",
          "}",
          "{id}",
          "{a:b}",
          "{}",
          "/",
          "//",
          "..",
          "?",
          "&",
          "=",
          "+",
          ",",
          ";",
          "#",
          ":",
          "@",
          "é",
          "ß",
          "漢",
          "😀",
          "\ud83d",
          "\udc00",
          "\r",
          "\n",
          "\r\nX-More: 1",
          "\t",
          "\0",
          "\u007f",
          "\u0085",
          "\u2028",
          "\"",
          "'",
          "\\",
          "<b>",
          "|",
          "^",
          "`",
          "[",
          "]",
          "*",
          "(",
          ")",
          "!",
          "$",
          "~",
          "null",
          "http://elsewhere.example/",
          "-1",
          "a=b&c=d");

  /** What a text is now and then, whole. */
  private static final List<String> WHOLE = List.of("", "ab12", "ab1", " ", "x".repeat(3000));

  private static final List<String> HEADERS =
      List.of("X-Trace", "x-trace", "Accept", "Content-Type", "X-Ä", "Cookie", "X A", "");

  private final Random random;
  private final int turn;
  private int depth;

  /**
   * Begins a draw.
   *
   * @param seed what it depends on alone
   * @param turn its number among the draws; some rare values come in turns
   */
  RandomValues(long seed, int turn) {
    this.random = new Random(seed);
    this.turn = turn;
  }

  /** Returns the arguments of a call; in one turn, no more than there has to be. */
  @Nullable Object[] argumentsOf(Method method, Class<?> api) {
    return Arrays.stream(method.getGenericParameterTypes())
        .map(type -> Types.resolve(api, api, type))
        .map(type -> turn % 20 != 2 || isPrimitive(type) ? of(type) : null)
        .toArray();
  }

  private static boolean isPrimitive(Type type) {
    return type instanceof Class<?> raw && raw.isPrimitive();
  }

  /** Returns a value of a type, or null, if it has a null. */
  @Nullable Object of(Type type) {
    return !isPrimitive(type) && random.nextInt(12) == 0 ? null : some(type);
  }

  /** Returns a value that is not null. */
  Object some(Type type) {
    depth++;
    try {
      return made(type);
    } finally {
      depth--;
    }
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Returns a credential whose tokens are as nasty as they can be. */
  Credential credential() {
    String refreshToken = text();
    return Credential.of("token-" + random.nextInt(1000) + "+/=~")
        .withRefreshToken(refreshToken.isBlank() ? "refresh" : refreshToken);
  }

  String text() {
    if (random.nextInt(5) == 0) {
      return oneOf(WHOLE);
    }
    StringBuilder text = new StringBuilder();
    for (int pieces = 1 + random.nextInt(4); pieces > 0; pieces--) {
      text.append(random.nextInt(6) == 0 ? anyCharacter() : oneOf(PIECES));
    }
    return text.toString();
  }

  private String anyCharacter() {
    return Character.toString(random.nextInt(Character.MAX_VALUE + 1));
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private Object made(Type type) {
    if (type instanceof Class<?> raw) {
      return raw.isArray() ? array(raw.getComponentType(), raw.getComponentType()) : plain(raw);
    }
    if (type instanceof GenericArrayType array) {
      Type part = array.getGenericComponentType();
      return array(part, Types.getRawType(part));
    }
    if (type instanceof WildcardType wildcard) {
      Type[] lower = wildcard.getLowerBounds();
      return some(lower.length > 0 ? lower[0] : wildcard.getUpperBounds()[0]);
    }
    if (type instanceof TypeVariable<?> variable) {
      return some(variable.getBounds()[0]);
    }
    ParameterizedType generic = (ParameterizedType) type;
    return generic((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
  }

  private Object array(Type part, Class<?> raw) {
    Object array = Array.newInstance(raw, size());
    for (int i = 0; i < Array.getLength(array); i++) {
      Array.set(array, i, of(part));
    }
    return array;
  }

  private int size() {
    return depth > 4 ? 0 : random.nextInt(4);
  }

  private Object generic(Class<?> raw, Type[] arguments) {
    if (Map.class.isAssignableFrom(raw)) {
      return map(arguments[0], arguments[1]);
    }
    if (raw == Optional.class) {
      return Optional.ofNullable(of(arguments[0]));
    }
    if (raw == Set.class) {
      return new LinkedHashSet<>(list(arguments[0]));
    }
    if (raw.isAssignableFrom(List.class) || Collection.class.isAssignableFrom(raw)) {
      return list(arguments[0]);
    }
    return raw == Comparable.class ? text() : plain(raw);
  }

  private List<@Nullable Object> list(Type part) {
    List<@Nullable Object> list = new ArrayList<>();
    for (int size = size(); size > 0; size--) {
      list.add(of(part));
    }
    return list;
  }

  private Map<Object, @Nullable Object> map(Type key, Type value) {
    Map<Object, @Nullable Object> map = new LinkedHashMap<>();
    for (int size = size(); size > 0; size--) {
      map.put(key == String.class ? name() : some(key), of(value));
    }
    if (key == String.class && turn % 4 == 0) {
      map.put(turn % 8 == 0 ? "Authorization" : "authorization", some(value));
    }
    return map;
  }

  /** Returns a key of a map, which may be one of headers. */
  private String name() {
    return random.nextBoolean() ? oneOf(HEADERS) : text();
  }

  private Object plain(Class<?> raw) {
    if (raw == int.class || raw == Integer.class) {
      return oneOf(List.of(0, -1, Integer.MIN_VALUE, random.nextInt()));
    }
    if (raw == long.class || raw == Long.class) {
      return random.nextLong();
    }
    if (raw == boolean.class || raw == Boolean.class) {
      return random.nextBoolean();
    }
    if (raw == byte.class) {
      return (byte) random.nextInt();
    }
    if (raw == short.class) {
      return (short) random.nextInt();
    }
    if (raw == char.class) {
      return (char) random.nextInt();
    }
    if (raw == float.class) {
      return oneOf(List.of(0f, Float.NaN, random.nextFloat()));
    }
    if (raw == double.class || raw == Number.class) {
      return oneOf(List.of(-0d, Double.NEGATIVE_INFINITY, random.nextDouble()));
    }
    if (raw == Duration.class) {
      return Duration.ofMillis(random.nextInt());
    }
    if (raw == Locale.class) {
      return oneOf(List.of(Locale.ROOT, Locale.GERMANY, Locale.forLanguageTag("zh-Hant-TW")));
    }
    if (raw == URI.class) {
      return uri();
    }
    if (raw == UUID.class) {
      return new UUID(random.nextLong(), random.nextLong());
    }
    if (raw == LocalDate.class) {
      return LocalDate.ofEpochDay(random.nextInt(400_000) - 200_000);
    }
    if (raw == Date.class) {
      return Date.from(Instant.ofEpochMilli(random.nextInt()));
    }
    if (raw == Request.Options.class) {
      return new Request.Options(
          Duration.ofMillis(random.nextInt(5000)),
          Duration.ofMillis(random.nextInt(5000)),
          random.nextBoolean());
    }
    if (raw == Credential.class) {
      return credential();
    }
    if (raw == Object.class) {
      return some(oneOf(List.of(String.class, Integer.class, LocalDate.class, List.class)));
    }
    if (raw == Map.class) {
      return map(String.class, Object.class);
    }
    if (raw == List.class) {
      return list(Object.class);
    }
    if (raw.isAssignableFrom(String.class)) {
      return text();
    }
    return declared(raw);
  }

  private URI uri() {
    return URI.create(
        oneOf(
            List.of(
                Stub.URL,
                Stub.URL + "/base",
                "https://elsewhere.example",
                "https://shop.example.elsewhere.example/x",
                "http://shop.example",
                "/relative",
                "")));
  }

  /** Makes a value of a type that a case declares. */
  private Object declared(Class<?> raw) {
    try {
      if (raw.isEnum()) {
        return oneOf(List.of(raw.getEnumConstants()));
      }
      if (raw.isRecord()) {
        return madeBy(canonicalOf(raw));
      }
      if (Map.class.isAssignableFrom(raw)) {
        Object map = map(String.class, String.class);
        return Proxy.newProxyInstance(
            raw.getClassLoader(),
            new Class<?>[] {raw},
            (proxy, called, arguments) -> called.invoke(map, arguments));
      }
      if (raw.isSealed()) {
        return some(oneOf(List.of(raw.getPermittedSubclasses())));
      }
      return raw.isInterface() || Modifier.isPrivate(anyConstructorOf(raw).getModifiers())
          ? madeBy(factoryOf(raw))
          : filled(madeBy(anyConstructorOf(raw)));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("There is no way to draw a " + raw + ".", e);
    }
  }

  private static Constructor<?> canonicalOf(Class<?> raw) throws NoSuchMethodException {
    return raw.getDeclaredConstructor(
        Arrays.stream(raw.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new));
  }

  private static Constructor<?> anyConstructorOf(Class<?> raw) {
    return Arrays.stream(raw.getDeclaredConstructors())
        .min(Comparator.comparing(Constructor::toString))
        .orElseThrow();
  }

  private static Method factoryOf(Class<?> raw) {
    return Arrays.stream(raw.getDeclaredMethods())
        .filter(method -> Modifier.isStatic(method.getModifiers()) && method.getReturnType() == raw)
        .min(Comparator.comparing(Method::toString))
        .orElseThrow();
  }

  private Object madeBy(Executable maker) throws ReflectiveOperationException {
    maker.setAccessible(true);
    Object[] arguments = Arrays.stream(maker.getGenericParameterTypes()).map(this::of).toArray();
    return Objects.requireNonNull(
        maker instanceof Constructor<?> constructor
            ? constructor.newInstance(arguments)
            : ((Method) maker).invoke(null, arguments));
  }

  private Object filled(Object made) throws ReflectiveOperationException {
    for (Field field : made.getClass().getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
        field.setAccessible(true);
        field.set(made, of(field.getGenericType()));
      }
    }
    return made;
  }
}
