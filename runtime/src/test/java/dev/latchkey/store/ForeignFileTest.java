package dev.latchkey.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.session.SessionStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no entry, or not a whole one, is said to be that, and is never overwritten. */
class ForeignFileTest {
  private static final String KEY = "ada";
  private static final byte[] TWO = "two".getBytes(StandardCharsets.UTF_8);

  private Path entry;
  private SessionStore store;
  private byte[] whole;

  @BeforeEach
  void store(@TempDir Path folder) throws IOException {
    entry = folder.resolve("ada.session");
    store = FileSessionStore.in(folder);
    assertThat(store.compareAndSet(KEY, 0, "one secret".getBytes(StandardCharsets.UTF_8))).isTrue();
    whole = Files.readAllBytes(entry);
  }

  private void assertRefused(byte[] bytes, String what) throws IOException {
    Files.write(entry, bytes);
    assertRefused(what);
    assertThat(Files.readAllBytes(entry)).isEqualTo(bytes);
  }

  private void assertRefused(String what) {
    assertRefused(() -> store.load(KEY), what);
    assertRefused(() -> store.compareAndSet(KEY, 0, TWO), what);
    assertRefused(() -> store.compareAndSet(KEY, 1, TWO), what);
  }

  private void assertRefused(ThrowingCallable call, String what) {
    assertThatThrownBy(call)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(entry + " " + what)
        .hasMessageContaining("left as it is")
        .hasMessageNotContaining("one secret");
  }

  @Test
  @DisplayName("P28 a file that ends at any byte is torn")
  void ends() throws IOException {
    for (int length = 0; length < whole.length; length++) {
      assertRefused(Arrays.copyOf(whole, length), "is torn");
    }
  }

  @Test
  @DisplayName("P28 a file of which any bit is another is no entry")
  void altered() throws IOException {
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] altered = whole.clone();
      altered[bit / 8] ^= (byte) (1 << bit % 8);
      String what = bit < 8 * 8 ? "is no entry" : bit < 8 * 12 ? "has format" : "is torn";
      assertRefused(altered, what);
    }
  }

  @Test
  @DisplayName("P28 a file that goes on after its end, or has an end that it does not say, is torn")
  void goesOn() throws IOException {
    assertRefused(Arrays.copyOf(whole, whole.length + 1), "is torn");
    byte[] zeroes = whole.clone();
    Arrays.fill(zeroes, 12, zeroes.length, (byte) 0);
    assertRefused(zeroes, "is torn");
  }

  @Test
  @DisplayName("P28 a file that is whole but says of itself what cannot be is refused too")
  void impossibleLengths() throws IOException {
    for (int length : new int[] {-1, 2, 4, 1_000, Integer.MAX_VALUE}) {
      // How long the key is, and how long the content.
      assertRefused(summed(20, length), "is torn");
      assertRefused(summed(27, length), "is torn");
    }
  }

  private byte[] summed(int at, int number) {
    ByteBuffer bytes = ByteBuffer.wrap(whole.clone()).putInt(at, number);
    CRC32C sum = new CRC32C();
    sum.update(bytes.array(), 0, whole.length - 4);
    return bytes.putInt(whole.length - 4, (int) sum.getValue()).array();
  }

  @Test
  @DisplayName("P28 a file of something else is left to whoever it belongs to")
  void foreign() throws IOException {
    assertRefused("access_token=abc".getBytes(StandardCharsets.UTF_8), "is no entry");
    assertRefused("x".getBytes(StandardCharsets.UTF_8), "is no entry");
    assertRefused(new byte[100_000], "is no entry");
  }

  @Test
  @DisplayName("P28 a file of a later format is left to later versions")
  void laterFormat() throws IOException {
    byte[] later = Arrays.copyOf(ByteBuffer.wrap(whole.clone()).putInt(8, 2).array(), 13);
    assertRefused(later, "has format 2, of which this version of Latchkey reads 1 alone");
  }

  @Test
  @DisplayName("P28 a file that was copied from another key's is not taken for this one's")
  void anotherKey() throws IOException {
    assertThat(store.compareAndSet("bob", 0, TWO)).isTrue();
    assertRefused(
        Files.readAllBytes(entry.resolveSibling("bob.session")),
        "is the entry of another key, \"bob\"");
  }

  @Test
  @DisplayName("P28 a link or a directory in the place of the file is refused")
  void noFile() throws IOException {
    Path target = entry.resolveSibling("target");
    Files.move(entry, target);
    Files.createSymbolicLink(entry, target);
    assertRefused("is no regular file");
    assertThat(Files.isSymbolicLink(entry)).isTrue();

    Files.delete(entry);
    Files.createSymbolicLink(entry, entry.resolveSibling("nowhere"));
    assertRefused("is no regular file");

    Files.delete(entry);
    Files.createDirectory(entry);
    assertRefused("is no regular file");
    assertThat(Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)).isTrue();
  }

  @Test
  @DisplayName("whoever moves away what is refused begins anew")
  void movedAway() throws IOException {
    assertRefused(new byte[3], "is no entry");
    Files.move(entry, entry.resolveSibling("moved"));
    assertThat(store.load(KEY)).isEmpty();
    assertThat(store.compareAndSet(KEY, 0, TWO)).isTrue();
  }
}
