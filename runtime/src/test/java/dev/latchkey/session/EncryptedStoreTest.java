package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.store.SessionStoreContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptedStoreTest extends SessionStoreContract {
  private final SessionStore plain = SessionStore.inMemory();

  private static SecretKey secret(int fill) {
    byte[] bytes = new byte[32];
    java.util.Arrays.fill(bytes, (byte) fill);
    return new SecretKeySpec(bytes, "AES");
  }

  @Override
  protected SessionStore store() {
    return plain.encryptedWith(secret(1));
  }

  @Override
  protected boolean tells() {
    return true;
  }

  private static byte[] token() {
    return "token-of-ada".getBytes(StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("P23 what is kept holds nothing of the content, and is never the same twice")
  void unreadable() throws Exception {
    assertThat(store().compareAndSet("ada", 0, token())).isTrue();
    assertThat(store().compareAndSet("bob", 0, token())).isTrue();

    byte[] kept = plain.load("ada").orElseThrow().content();
    assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("token");
    assertThat(kept).isNotEqualTo(plain.load("bob").orElseThrow().content());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 5, 16, 17, 30, -1})
  @DisplayName("an entry that somebody has altered is refused, wherever")
  void altered(int place) throws Exception {
    assertThat(store().compareAndSet("ada", 0, token())).isTrue();
    byte[] kept = plain.load("ada").orElseThrow().content();
    kept[place < 0 ? kept.length - 1 : place] ^= 1;
    SessionStore other = SessionStore.inMemory();
    assertThat(other.compareAndSet("ada", 0, kept)).isTrue();

    assertThatThrownBy(() -> other.encryptedWith(secret(1)).load("ada"))
        .isInstanceOf(IOException.class);
  }

  @Test
  @DisplayName("an entry in the place of another session's, or of a later one, is refused")
  void exchanged() throws Exception {
    assertThat(store().compareAndSet("ada", 0, token())).isTrue();
    byte[] kept = plain.load("ada").orElseThrow().content();

    assertThat(plain.compareAndSet("bob", 0, kept)).isTrue();
    assertThatThrownBy(() -> store().load("bob"))
        .hasMessage("The entry has been altered, or belongs to another session or version.");
    assertThat(plain.compareAndSet("ada", 1, kept)).isTrue();
    assertThatThrownBy(() -> store().load("ada"))
        .hasMessage("The entry has been altered, or belongs to another session or version.");
  }

  @Test
  @DisplayName("a session that was not given the key says that it needs one")
  void withoutTheKey() {
    AuthSession.builder().store(store()).build().signIn(Credential.of("ada"));

    assertThatThrownBy(() -> AuthSession.builder().store(plain).build().held())
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining(
            "could not be read: The entry is encrypted: give the store its key with encryptedWith,"
                + " or remove the entry, and sign in anew. Nobody knows");
  }

  @Test
  @DisplayName("a former key still reads, and the next replacement is written with the new one")
  void formerKeys() throws Exception {
    assertThat(store().compareAndSet("ada", 0, token())).isTrue();
    SessionStore renewed = plain.encryptedWith(secret(2), secret(1));

    assertThat(renewed.load("ada").orElseThrow().content()).isEqualTo(token());
    assertThat(renewed.compareAndSet("ada", 1, token())).isTrue();
    assertThat(plain.encryptedWith(secret(2)).load("ada").orElseThrow().content())
        .isEqualTo(token());
    assertThatThrownBy(() -> store().load("ada"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "The entry is encrypted with a key that encryptedWith was not given. Name it there, as"
                + " a former key if there is a newer one; if it is lost, remove the entry, and sign"
                + " in anew.");
  }

  @Test
  @DisplayName("an entry from before the encryption says so, and so does one that is torn")
  void plainEntry() throws Exception {
    for (byte[] content : new byte[][] {token(), {}, {'E'}, {'E', 1, 2, 3, 4, 5, 6, 7, 8}}) {
      SessionStore other = SessionStore.inMemory();
      assertThat(other.compareAndSet("ada", 0, content)).isTrue();
      assertThatThrownBy(() -> other.encryptedWith(secret(1)).load("ada"))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("The entry is not encrypted, or not by this.");
    }
  }

  @Test
  @DisplayName("takes no key that is not for AES")
  void otherKeys() {
    assertThatThrownBy(() -> plain.encryptedWith(new SecretKeySpec(new byte[16], "HmacSHA256")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Entries are encrypted with an AES key, and this is one for HmacSHA256.");
    SecretKey tooShort = new SecretKeySpec(new byte[5], "AES");
    assertThatThrownBy(() -> plain.encryptedWith(tooShort))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("An AES key has 16, 24 or 32 bytes, and this one has 5.");
  }
}
