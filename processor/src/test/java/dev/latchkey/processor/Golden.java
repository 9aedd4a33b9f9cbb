package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Texts that are kept beside the tests; {@code -Dgolden=update} rewrites them. */
final class Golden {
  private static final boolean UPDATE = "update".equals(System.getProperty("golden"));

  private Golden() {}

  /** Returns the folders of one kind of case. */
  static List<Path> cases(String kind) throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("src/test/resources", kind))) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  /** Returns the names of the clients that a case keeps, which are no sources of it. */
  static List<String> clientsIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Client.java"))
          .toList();
    }
  }

  /** Checks a text against the file, to the last character. */
  static void check(Path file, String text) throws IOException {
    if (UPDATE) {
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.exists(file) ? Files.readString(file) : "(missing)");
  }
}
