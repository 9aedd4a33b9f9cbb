package dev.latchkey.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that every file system takes and nobody shares. */
class FileNameTest {
  private static final int KEYS = 2 * Integer.getInteger("latchkey.fuzz", 10_000);
  private static final String PIECES =
      "aAbB09-_.~%/\\:*?\"<>|'u \n\u0000\u00fc\u00dc\u0131\u212a\ud83d\ude00\ud800";

  @ParameterizedTest
  @CsvSource({
    "default, default",
    "notes-2.prod_1, notes-2.prod_1",
    "ada@example.com, ada%40example.com",
    "Ada, %41da",
    "../ada, %2e.%2fada",
    ".hidden, %2ehidden",
    "con, %63on",
    "nul.txt, %6eul.txt",
    "com1, %63om1",
    "console, console",
    "a~b, a%7eb",
    "100%, 100%25",
    "ü, %c3%bc",
    "\ud83d\ude00, %f0%9f%98%80",
    "\ud83d, %ud83d",
  })
  @DisplayName("a name is the key, as far as every file system takes it")
  void readable(String key, String name) {
    assertThat(FileName.of(key)).isEqualTo(name);
  }

  @Test
  @DisplayName("a long name begins like its key and ends with a hash of all of it")
  void cut() {
    String longest = "x".repeat(100);
    assertThat(FileName.of(longest)).isEqualTo(longest);
    assertThat(FileName.of(longest + "y")).hasSize(100).matches("x{35}~[0-9a-f]{64}");
    assertThat(FileName.of(longest + "y")).isNotEqualTo(FileName.of(longest + "z"));
    assertThat(FileName.of("\u00fc".repeat(512))).hasSize(100);
  }

  @Test
  @DisplayName("no two keys share a name, however the file system takes upper case")
  void apart() {
    Random random = new Random(1);
    Map<String, String> keys = new HashMap<>();
    for (int i = 0; i < KEYS; i++) {
      StringBuilder drawn = new StringBuilder();
      int most = random.nextInt(20) == 0 ? 512 : 5;
      for (int length = 1 + random.nextInt(most); length > 0; length--) {
        drawn.append(PIECES.charAt(random.nextInt(PIECES.length())));
      }
      String key = drawn.toString();
      String name = FileName.of(key);
      assertThat(name).matches("[a-z0-9_%-][a-z0-9._%~-]*").hasSizeLessThanOrEqualTo(100);
      String other = keys.put(name.toUpperCase(Locale.ROOT), key);
      assertThat(other == null || other.equals(key)).as(key + " and " + other).isTrue();
    }
  }
}
