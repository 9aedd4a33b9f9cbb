package dev.latchkey.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.session.AuthSession;
import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolvedModule;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Who has no Lettuce")
class WithoutDriversTest {
  private static final String MODULE = "dev.latchkey.runtime";
  private static final String REDIS = "Redis";

  /** What a user has who declares the runtime alone: its classes and what it requires. */
  private static List<Path> runtime() throws Exception {
    List<String> libraries =
        List.of("feign-core", "feign-java11", "feign-jackson", "jackson-", "jspecify");
    Path classes =
        Path.of(AuthSession.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Stream<Path> jars =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(jar -> libraries.stream().anyMatch(jar.getFileName().toString()::startsWith));
    return Stream.concat(Stream.of(classes), jars).toList();
  }

  private static URLClassLoader classPath() throws Exception {
    List<URL> urls = runtime().stream().map(WithoutDriversTest::url).toList();
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Returns the names of the classes of this package, without the tests. */
  private static List<String> stores() throws Exception {
    try (Stream<Path> files = Files.list(runtime().get(0).resolve("dev/latchkey/store"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".class", ""))
          .filter(name -> !name.equals("package-info"))
          .map(name -> "dev.latchkey.store." + name)
          .toList();
    }
  }

  @Test
  @DisplayName("has all other classes on the class path")
  void onTheClassPath() throws Exception {
    try (URLClassLoader loader = classPath()) {
      List<String> others = stores().stream().filter(name -> !name.contains(REDIS)).toList();
      assertThat(others).isNotEmpty();
      for (String name : others) {
        Class<?> type = Class.forName(name, true, loader);
        assertThat(type.getDeclaredMethods()).as(name).isNotNull();
        assertThat(type.getDeclaredFields()).as(name).isNotNull();
      }
      Class<?> redis = Class.forName("dev.latchkey.store.RedisSessionStore", false, loader);
      assertThatThrownBy(redis::getDeclaredMethods)
          .as("the loader has no Lettuce")
          .isInstanceOf(NoClassDefFoundError.class)
          .hasMessageContaining("lettuce");
    }
  }

  @Test
  @DisplayName("has a module that resolves, and a session in it")
  void onTheModulePath() throws Exception {
    ModuleFinder finder = ModuleFinder.of(runtime().toArray(Path[]::new));
    Configuration resolved =
        ModuleLayer.boot().configuration().resolve(ModuleFinder.of(), finder, Set.of(MODULE));
    assertThat(resolved.modules().stream().map(ResolvedModule::name))
        .contains(MODULE, "feign.core")
        .doesNotContain("lettuce.core");
    assertThat(finder.find(MODULE).orElseThrow().descriptor().isAutomatic()).isFalse();

    ModuleLayer layer =
        ModuleLayer.boot()
            .defineModulesWithOneLoader(resolved, ClassLoader.getPlatformClassLoader());
    Class<?> session = layer.findLoader(MODULE).loadClass(AuthSession.class.getName());
    assertThat(session.getModule().getName()).isEqualTo(MODULE);
    assertThat(session.getMethod("builder").invoke(null)).isNotNull();
  }
}
