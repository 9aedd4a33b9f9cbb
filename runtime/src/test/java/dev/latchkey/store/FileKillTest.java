package dev.latchkey.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.session.SessionStore;
import dev.latchkey.session.SessionStore.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that commits one entry after another, and is killed at any moment. */
class FileKillTest {
  private static final int KILLS = Integer.getInteger("latchkey.kills", 30);
  private static final long SEED = Long.getLong("latchkey.seed", 1);
  private static final String KEY = "ada";

  @Test
  @DisplayName("P28 whoever is killed leaves no torn entry, and none older than it has committed")
  void kills(@TempDir Path directory) throws Exception {
    SessionStore store = FileSessionStore.in(directory);
    Random random = new Random(SEED);
    long committed = 0;
    long seen = 0;
    int unsaid = 0;
    int drafts = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      try (StoreProcess process = StoreProcess.start(directory, KEY)) {
        process.tell("commit");
        for (int commits = random.nextInt(8); commits >= 0; commits--) {
          committed = Long.parseLong(process.line());
        }
        // The moment is what is drawn: nobody waits for anything here.
        long moment = System.nanoTime() + random.nextInt(5_000_000);
        while (System.nanoTime() < moment) {
          Thread.onSpinWait();
        }
        List<String> last = process.kill();
        if (!last.isEmpty()) {
          committed = Long.parseLong(last.get(last.size() - 1));
        }
      }
      drafts += Files.exists(directory.resolve("ada.session.draft")) ? 1 : 0;
      Entry entry = store.load(KEY).orElseThrow();
      unsaid += entry.version() > committed ? 1 : 0;
      assertThat(entry.version()).isGreaterThanOrEqualTo(committed).isGreaterThanOrEqualTo(seen);
      assertThat(entry.content()).isEqualTo(StoreProgram.content(entry.version()));
      seen = entry.version();
    }
    System.out.printf(
        "FileKillTest: %d kills, %d commits; killed before the new entry was in its place %d times,"
            + " and %d times after that%n",
        KILLS, seen, drafts, unsaid);
    assertThat(store.compareAndSet(KEY, seen, StoreProgram.content(seen + 1))).isTrue();
    assertThat(directory.resolve("ada.session.draft")).doesNotExist();
  }
}
