package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.AuthenticatedApi;
import dev.latchkey.session.Credential;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares each good case with Feign itself. {@code -Doracle.draws=5000} draws more often, {@code
 * -Doracle.seed=7} draws other values.
 */
@DisplayName("A generated client")
class DifferentialTest {
  private static final int DRAWS = Integer.getInteger("oracle.draws", 20);
  private static final long SEED = Long.getLong("oracle.seed", 1);

  private static final Logger LOG = Logger.getLogger("dev.latchkey");

  /** Cases that have nothing to compare. */
  private static final Map<String, String> WITHOUT_ENDPOINTS =
      Map.of("Empty", "An interface without a method.");

  /** Cases that no client can be built of with its own codec, and what {@code build()} says. */
  private static final Map<String, String> WITHOUT_CODEC =
      Map.of("LifecycleCredential", "is a Credential, which has no form in JSON");

  private final Map<Improvement, Integer> met = new EnumMap<>(Improvement.class);
  private final Path folders;
  private int apis;
  private int endpoints;
  private int draws;

  DifferentialTest(@TempDir Path folders) {
    this.folders = folders;
  }

  /** Of draws in which a session cannot be refreshed there are thousands. */
  @BeforeEach
  void beQuiet() {
    LOG.setLevel(Level.OFF);
  }

  @AfterEach
  void beAsBefore() {
    LOG.setLevel(null);
  }

  @TestFactory
  @DisplayName("sends what Feign sends and returns what Feign returns, or better")
  Stream<DynamicTest> isLikeFeign() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path folder : Golden.cases("good")) {
      String name = folder.getFileName().toString();
      tests.add(
          DynamicTest.dynamicTest(
              name,
              () -> {
                boolean compared = compareCase(folder, folders.resolve(name)) > 0;
                assertThat(compared).isNotEqualTo(WITHOUT_ENDPOINTS.containsKey(name));
              }));
    }
    tests.add(DynamicTest.dynamicTest("every improvement shows", this::report));
    return tests.stream();
  }

  private void report() {
    System.out.printf(
        "Compared %d endpoints of %d APIs in %d draws, seed %d.%n", endpoints, apis, draws, SEED);
    assertThat(met).containsOnlyKeys(Improvement.values());
  }

  /** Returns how many draws it took. */
  private int compareCase(Path folder, Path classes) throws Exception {
    int before = draws;
    Files.createDirectory(classes);
    Javac.Outcome outcome =
        Javac.javac()
            .with(List.of("-parameters"))
            .sourcesOf(folder, Golden.clientsIn(folder))
            .compileTo(classes);
    assertThat(outcome.succeeded()).as(outcome.output()).isTrue();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      for (Class<?> api : apisIn(classes, loader)) {
        apis++;
        String refusal = WITHOUT_CODEC.get(folder.getFileName().toString());
        if (refusal != null) {
          assertThatThrownBy(() -> buildAsItComes(api)).hasMessageContaining(refusal);
        }
        compareApi(api, refusal == null);
      }
    }
    return draws - before;
  }

  private static List<Class<?>> apisIn(Path classes, ClassLoader loader) throws Exception {
    List<Class<?>> apis = new ArrayList<>();
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        String name = classes.relativize(file).toString().replaceAll("\\.class$", "");
        if (!name.equals("module-info")) {
          Class<?> type = loader.loadClass(name.replace(file.getFileSystem().getSeparator(), "."));
          if (type.isAnnotationPresent(AuthenticatedApi.class)) {
            apis.add(type);
          }
        }
      }
    }
    assertThat(apis).isNotEmpty();
    return apis;
  }

  private static void buildAsItComes(Class<?> api) throws Exception {
    Object unused = GeneratedClient.of(api, new Stub(), Credential.of("any"), false, true, true);
  }

  private void compareApi(Class<?> api, boolean hasCodec) throws Exception {
    ComparedClients clients = new ComparedClients(api);
    for (DrawnEndpoint endpoint : DrawnEndpoint.of(api)) {
      endpoints++;
      for (int turn = 0; turn < DRAWS; turn++) {
        draws++;
        long seed = Objects.hash(SEED, api.getName(), endpoint.method().toGenericString(), turn);
        Draw draw =
            new Draw(
                endpoint,
                new RandomValues(seed, turn),
                clients,
                hasCodec && turn % 2 == 0,
                improvement -> met.merge(improvement, 1, Integer::sum));
        try {
          draw.compare(turn);
        } catch (AssertionError | RuntimeException e) {
          throw new AssertionError(
              "With -Doracle.seed=%d, in draw %d:%n%s".formatted(SEED, turn, e.getMessage()), e);
        }
      }
    }
  }
}
