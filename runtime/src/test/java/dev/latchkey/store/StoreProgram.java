package dev.latchkey.store;

import dev.latchkey.session.SessionStore;
import dev.latchkey.session.SessionStore.Entry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What another process does with a store: its arguments are a directory and a key, and it answers
 * each line that it is told with one line. It ends with whoever tells it.
 */
final class StoreProgram {
  static final String READY = "ready";
  static final String DONE = "done";

  private final SessionStore store;
  private final KeyFiles files;
  private final String key;
  private final BufferedReader told =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  private @Nullable Exclusion exclusion;

  private StoreProgram(Path directory, String key) {
    this.store = FileSessionStore.in(directory);
    this.files = KeyFiles.of(directory, key);
    this.key = key;
  }

  public static void main(String[] arguments) throws IOException {
    new StoreProgram(Path.of(arguments[0]), arguments[1]).run();
  }

  private void run() throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    say(out, READY);
    for (String line = told.readLine(); line != null; line = told.readLine()) {
      String[] words = line.split(" ", 2);
      if (words[0].equals("commit")) {
        commit(out);
      }
      try {
        say(out, answer(words[0], words.length == 1 ? "" : words[1]));
      } catch (IOException e) {
        say(out, e.toString());
      }
    }
  }

  /** Says it in one write, so that a process that is killed has said it or has not. */
  private static void say(PrintStream out, String line) {
    out.print(line + '\n');
    out.flush();
  }

  private String answer(String what, String word) throws IOException {
    switch (what) {
      case "lease" -> {
        return "" + store.tryLease(key, word, Duration.ofMinutes(1));
      }
      case "release" -> store.release(key, word);
      case "holder" -> {
        return store.leaseholder(key).orElse("nobody");
      }
      case "write" -> {
        byte[] content = content(Integer.parseInt(word));
        return "" + store.compareAndSet(key, version(store, key), content);
      }
      case "add" -> add(store, key, Integer.parseInt(word));
      case "addToBoth" -> addToBoth(store, Integer.parseInt(word));
      case "exclude" -> exclusion = Exclusion.await(files.lock());
      case "include" -> Objects.requireNonNull(exclusion, "exclusion").end();
      default -> throw new IllegalArgumentException(what);
    }
    return DONE;
  }

  /** Replaces the entry until it is killed, and says which versions it has written. */
  private void commit(PrintStream out) throws IOException {
    Thread end =
        new Thread(
            () -> {
              try {
                while (told.readLine() != null) {}
              } catch (IOException e) {
                // Nobody is there any more either.
              }
              Runtime.getRuntime().halt(0);
            });
    end.setDaemon(true);
    end.start();
    for (long version = version(store, key); ; version++) {
      if (!store.compareAndSet(key, version, content(version + 1))) {
        throw new IllegalStateException("Nobody else writes.");
      }
      say(out, "" + (version + 1));
    }
  }

  /** Adds one to the number in the entry, so many times. */
  static void add(SessionStore store, String key, int times) throws IOException {
    for (int added = 0; added < times; ) {
      Entry entry = store.load(key).orElseThrow();
      int next = 1 + Integer.parseInt(new String(entry.content(), StandardCharsets.UTF_8));
      byte[] content = Integer.toString(next).getBytes(StandardCharsets.UTF_8);
      if (store.compareAndSet(key, entry.version(), content)) {
        added++;
      }
    }
  }

  /** Adds to the numbers in two other entries, on two threads. */
  static void addToBoth(SessionStore store, int times) throws IOException {
    CompletableFuture<@Nullable IOException> second = new CompletableFuture<>();
    new Thread(() -> second.complete(added(store, "second", times))).start();
    IOException first = added(store, "first", times);
    if (first != null) {
      throw first;
    }
    IOException thrown = second.join();
    if (thrown != null) {
      throw thrown;
    }
  }

  private static @Nullable IOException added(SessionStore store, String key, int times) {
    try {
      add(store, key, times);
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  static long version(SessionStore store, String key) throws IOException {
    return store.load(key).map(Entry::version).orElse(0L);
  }

  /** Returns a content that no other version has, of up to a hundred kilobytes. */
  static byte[] content(long version) {
    Random random = new Random(version);
    byte[] content = new byte[1 + random.nextInt(version % 10 == 0 ? 100_000 : 2_000)];
    random.nextBytes(content);
    return content;
  }
}
