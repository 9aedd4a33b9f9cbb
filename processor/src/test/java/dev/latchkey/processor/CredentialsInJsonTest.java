package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.session.Credential;
import feign.FeignException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What javac says of a type, held against what the client's own codec makes of it. */
@DisplayName("A credential within what JSON is made of")
class CredentialsInJsonTest {
  private static final int STEPS = 50;

  private static final Pattern WARNING =
      Pattern.compile(": warning: \\[CredentialInJson] .* in (\\S+), which has no form");

  private static final String API =
      """
      package shop;

      import dev.latchkey.*;
      import feign.*;

      @AuthenticatedApi
      interface ShopApi {
        %s
      }
      """;

  private static final String TYPES =
      """
      package shop;

      import com.fasterxml.jackson.annotation.*;
      import dev.latchkey.session.*;
      import java.lang.annotation.*;
      import java.util.*;
      import java.util.concurrent.atomic.AtomicReference;
      import java.util.function.Supplier;

      %s

      final class Any {
        static final Credential C = Credential.of("any").withRefreshToken("any");

        static Object example() {
          return %s;
        }
      }
      """;

  /**
   * A type of a user's.
   *
   * @param place where javac finds a credential in it, or nothing
   * @param example an object of it, or the JSON of one
   * @param source its declaration, with what it uses
   */
  private record Shape(String place, String example, String source) {

    boolean isFound() {
      return !place.isEmpty();
    }

    List<String> places() {
      return isFound() ? List.of(place) : List.of();
    }
  }

  static final List<Shape> WRITTEN =
      List.of(
          new Shape("Shape.held", "new Shape(C)", "record Shape(Credential held) {}"),
          new Shape("Shape.all", "new Shape(List.of(C))", "record Shape(List<Credential> all) {}"),
          new Shape(
              "Shape.all",
              "new Shape(new Credential[][] {{C}})",
              "record Shape(Credential[]... all) {}"),
          new Shape(
              "Shape.named",
              "new Shape(Map.of(1, List.of(C)))",
              "record Shape(Map<Integer, ? extends List<Credential>> named) {}"),
          new Shape(
              "Shape.reference",
              "new Shape(new AtomicReference<>(C))",
              "record Shape(AtomicReference<Credential> reference) {}"),
          new Shape(
              "Inner.held",
              "new Shape(new Inner(C))",
              "record Shape(Inner inner) {} record Inner(Credential held) {}"),
          new Shape(
              "Shape.Inner.held",
              "new Shape(1, new Shape.Inner(C))",
              "record Shape(int count, Inner inner) { record Inner(Credential held) {} }"),
          new Shape(
              "Shape.box",
              "new Shape(new Box<>(new Box<>(C, 1), 1))",
              "record Shape(Box<Box<Credential, ?>, ?> box) {} record Box<T, N>(T it, N n) {}"),
          new Shape(
              "Shape.held",
              "new Shape(new Shape(null, C), null)",
              "record Shape(Shape next, Credential held) {}"),
          new Shape(
              "Shape.held",
              "new Shape(C)",
              "record Shape(@JsonProperty(\"credential\") Credential held) {}"),
          new Shape(
              "Shape.getHeld()",
              "new Shape()",
              "record Shape() { public Credential getHeld() { return Any.C; } }"),
          new Shape(
              "Shape.held", "new Shape()", "class Shape { public final Credential held = Any.C; }"),
          new Shape(
              "Shape.getHeld()",
              "new Shape()",
              "class Shape { public Credential getHeld() { return Any.C; } }"),
          new Shape(
              "Base.it",
              "new Shape()",
              "class Shape extends Base<Credential> { { it = Any.C; } }"
                  + " class Base<T> { public T it; }"),
          new Shape(
              "Has.getHeld()",
              "new Shape()",
              "class Shape implements Has {}"
                  + " interface Has { default Credential getHeld() { return Any.C; } }"),
          new Shape(
              "Shape.getHeld()",
              "Shape.of()",
              "interface Shape { Credential getHeld(); static Shape of() { return () -> Any.C; }"
                  + " }"),
          new Shape(
              "All",
              "new Shape(new All())",
              "record Shape(All all) {} class All extends ArrayList<Credential> { { add(Any.C); }"
                  + " }"),
          new Shape(
              "Shape.box",
              "new Shape(new Box<>(C))",
              "record Shape(Box<Credential> box) {}"
                  + " class Box<T> extends ArrayList<T> { Box(T t) { add(t); } }"),
          new Shape(
              "", "new Shape(C, \"\")", "record Shape(@JsonIgnore Credential held, String s) {}"),
          new Shape(
              "",
              "new Shape(C)",
              "@JsonIgnoreProperties(\"held\") record Shape(Credential held) {}"),
          new Shape(
              "",
              "new Shape(C)",
              "record Shape(@JsonProperty(access = JsonProperty.Access.WRITE_ONLY) Credential held)"
                  + " {}"),
          new Shape(
              "",
              "new Shape(C)",
              "record Shape(@Mine Credential held) {}"
                  + " @JacksonAnnotationsInside @JsonIgnore @Retention(RetentionPolicy.RUNTIME)"
                  + " @interface Mine {}"),
          new Shape(
              "",
              "new Shape()",
              "class Shape implements Has { @Override public Credential getHeld() { return Any.C; }"
                  + " public int count; }"
                  + " interface Has { @JsonIgnore Credential getHeld(); }"),
          new Shape(
              "",
              "new Shape(C)",
              "record Shape(Credential held) { @JsonValue String text() { return \"\"; } }"),
          new Shape(
              "",
              "new Shape()",
              "class Shape { public int count; Credential held = Any.C;"
                  + " public transient Credential other = Any.C;"
                  + " public static Credential one = Any.C;"
                  + " public Credential held() { return held; }"
                  + " Credential getHeld() { return held; }"
                  + " public Credential get() { return held; }"
                  + " public Credential getOne(int i) { return held; }"
                  + " public static Credential getTwo() { return Any.C; } }"),
          new Shape(
              "",
              "new Shape(1)",
              "record Shape(int count) implements CredentialResponse {"
                  + " @Override public Credential toCredential() { return Any.C; } }"),
          new Shape(
              "",
              "new Shape(new Id<>(\"\"))",
              "record Shape(Id<Credential> id) {} record Id<T>(String text) {}"),
          new Shape("", "new Shape(() -> C)", "record Shape(Supplier<Credential> later) {}"),
          new Shape(
              "",
              "new Shape()",
              "class Shape extends ArrayList<String> { public Credential held = Any.C; }"),
          new Shape(
              "",
              "new Shape(Kind.ONE)",
              "record Shape(Kind kind) {}"
                  + " enum Kind { ONE; public Credential getHeld() { return Any.C; } }"));

  static final List<Shape> READ =
      List.of(
          new Shape("Shape.held", "{'held':{}}", "record Shape(Credential held) {}"),
          new Shape("Shape.held", "{'held':{}}", "record Shape(CredentialResponse held) {}"),
          new Shape("Shape.all", "{'all':[{}]}", "record Shape(List<Credential> all) {}"),
          new Shape(
              "Inner.held",
              "{'inner':{'held':{}}}",
              "record Shape(Inner inner) {} record Inner(Credential held) {}"),
          new Shape(
              "Shape.box",
              "{'box':{'it':{}}}",
              "record Shape(Box<Credential> box) {} record Box<T>(T it) {}"),
          new Shape("Shape.held", "{'held':{}}", "class Shape { public Credential held; }"),
          new Shape(
              "Shape.held",
              "{'held':{}}",
              "class Shape { private Credential held;"
                  + " public Credential getHeld() { return held; } }"),
          new Shape(
              "Shape.setHeld()",
              "{'held':{}}",
              "class Shape { private Credential other;"
                  + " void setHeld(Credential held) { other = held; } }"),
          new Shape(
              "Base.it",
              "{'it':{}}",
              "class Shape extends Base<Credential> {} class Base<T> { public T it; }"),
          new Shape(
              "Shape.held",
              "{'held':{}}",
              "class Shape { private final Credential kept;"
                  + " public Shape(Credential held) { kept = held; }"
                  + " public Credential getHeld() { return kept; } }"),
          new Shape(
              "",
              "{'text':'','held':{}}",
              "class Shape { public String text; private Credential held;"
                  + " private transient Credential other;"
                  + " public Credential getOther() { return other; }"
                  + " public Credential getMade() { return Any.C; } }"),
          new Shape(
              "",
              "{'held':''}",
              "class Shape { private Credential held;"
                  + " public Credential getHeld() { return held; }"
                  + " public void setHeld(String token) { held = Any.C; } }"),
          new Shape(
              "",
              "'token'",
              "record Shape(Credential held) { public Shape(String token) { this(Any.C); } }"),
          new Shape(
              "",
              "'token'",
              "class Shape { private final Credential held;"
                  + " private Shape(Credential held) { this.held = held; }"
                  + " public static Shape valueOf(String token) { return new Shape(Any.C); }"
                  + " public Credential getHeld() { return held; } }"),
          new Shape(
              "",
              "{'token':''}",
              "class Shape { public Credential held;"
                  + " @JsonCreator static Shape of(@JsonProperty(\"token\") String token) {"
                  + " return new Shape(); } }"),
          new Shape(
              "",
              "{'held':{}}",
              "record Shape(@JsonIgnore Credential held, String text)"
                  + " implements CredentialResponse {"
                  + " @Override public Credential toCredential() { return held; } }"));

  private final Path classes;

  CredentialsInJsonTest(@TempDir Path classes) {
    this.classes = classes;
  }

  @ParameterizedTest
  @FieldSource("WRITTEN")
  @DisplayName("P25 is found where the encoder would come across it, and nowhere else")
  void isFoundWhereItIsWritten(Shape shape) throws Exception {
    assertIsFound(
        shape,
        "@SignIn @RequestLine(\"POST /login\") TokenResponse call(Shape shape);",
        shape.example());
    assertThat(isRefused("{}", true)).isEqualTo(shape.isFound());
  }

  @ParameterizedTest
  @FieldSource("READ")
  @DisplayName("P25 is found where the decoder would come across it, and nowhere else")
  void isFoundWhereItIsRead(Shape shape) throws Exception {
    assertIsFound(shape, "@SignOut @RequestLine(\"POST /logout\") Shape call();", "null");
    assertThat(isRefused(shape.example().replace('\'', '"'), false)).isEqualTo(shape.isFound());
  }

  /** Leaves the classes of the API, of its client, and of the type. */
  private void assertIsFound(Shape shape, String endpoint, String example) throws IOException {
    String api = API.formatted(endpoint);
    Javac.Outcome together =
        javac()
            .source("shop/Any.java", TYPES.formatted(shape.source(), example))
            .source("shop/ShopApi.java", api)
            .compileTo(classes);
    Javac.Outcome apart = javac().on(classes).source("shop/ShopApi.java", api).compile();

    assertThat(together.succeeded()).as(together.output()).isTrue();
    assertThat(placesIn(together)).isEqualTo(shape.places());
    assertThat(placesIn(apart)).as("in class files").isEqualTo(shape.places());
  }

  private static Javac javac() {
    return Javac.javac().with(List.of("-parameters"));
  }

  private static List<String> placesIn(Javac.Outcome outcome) {
    return WARNING.matcher(outcome.output()).results().map(found -> found.group(1)).toList();
  }

  /** Returns whether a client with its own codec fails to send the example, or to read this. */
  private boolean isRefused(String answer, boolean takesExample) throws Exception {
    Stub stub = new Stub();
    stub.answerWith(new Stub.Reply(Optional.of(200), Map.of(), answer));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      Object[] arguments =
          takesExample
              ? new Object[] {invoke(loader.loadClass("shop.Any"), "example", null)}
              : new Object[0];
      Class<?> api = loader.loadClass("shop.ShopApi");
      Object client =
          GeneratedClient.of(api, stub, Credential.of("any"), false, true, true).client();
      Object unused = invoke(api, "call", client, arguments);
      return false;
    } catch (InvocationTargetException e) {
      assertThat(e).hasCauseInstanceOf(FeignException.class);
      return true;
    }
  }

  private static @Nullable Object invoke(
      Class<?> type, String name, @Nullable Object target, Object... arguments)
      throws ReflectiveOperationException {
    Method method =
        Arrays.stream(type.getDeclaredMethods())
            .filter(declared -> declared.getName().equals(name))
            .findFirst()
            .orElseThrow();
    method.setAccessible(true);
    return method.invoke(target, arguments);
  }

  /** What went through each mention again, with its arguments, would double at each step. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName(
      "is found, or not, in one look at each class, however often they mention one another")
  void isFoundInOneLook(boolean isThere) throws IOException {
    String last = isThere ? "Credential held" : "String text";
    String mentions =
        IntStream.range(0, STEPS)
            .mapToObj(CredentialsInJsonTest::mention)
            .collect(Collectors.joining());
    String source =
        "package shop; import dev.latchkey.*; import dev.latchkey.session.*; import feign.*;"
            + " @AuthenticatedApi interface ShopApi {"
            + " @SignOut @RequestLine(\"POST /logout\") void call(Of0<String> body); }"
            + mentions
            + "record Of%d<T>(%s) {}".formatted(STEPS, last);

    assertThat(placesIn(javac().source("shop/ShopApi.java", source).compile()))
        .isEqualTo(isThere ? List.of("Of%d.held".formatted(STEPS)) : List.of());
  }

  private static String mention(int step) {
    return "record Of%1$d<T>(Of%1$d<T[]> same, Of%2$d<Of%2$d<T>> one, Of%2$d<T> two) {} "
        .formatted(step, step + 1);
  }
}
