package dev.latchkey.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.proof.Laboratory.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A test that notices nothing proves nothing: each fault of the list has one that notices it. */
@Tag("mutants")
@DisplayName("The faults of the list")
class MutantsTest {
  private static final List<Mutant> ALL = Mutant.read(Path.of("src/test/mutants/session.mutants"));
  private static final int AT_ONCE = 2;

  /** Whether an exploration passes without a fault it says itself; here it only has to run. */
  private static final int SOUND_SCHEDULES = 20;

  private static final int SCHEDULES = Integer.getInteger("latchkey.schedules", 40);

  @TempDir Path room = Path.of("");

  @Test
  @Tag("short")
  @DisplayName("can be planted, each of them: the lines that it changes are there, and once")
  void fresh() throws IOException {
    Laboratory laboratory = new Laboratory(room, Path.of(""));
    for (Mutant mutant : ALL) {
      assertThat(laboratory.faulty(mutant)).as(mutant.name()).isNotEmpty();
    }
    for (Mutant mutant : Mutant.read(Path.of("src/test/mutants/stress.mutants"))) {
      assertThat(laboratory.faulty(mutant)).as(mutant.name()).isNotEmpty();
    }
  }

  @Test
  @Tag("short")
  @DisplayName("are noticed, those that are quick to try")
  void quick() throws Exception {
    noticed(ALL.stream().filter(Mutant::quick).toList(), 4);
  }

  @Test
  @DisplayName("are noticed, each of them, by the test beside it, which passes without it")
  void all() throws Exception {
    noticed(ALL, 28);
  }

  private void noticed(List<Mutant> mutants, int atLeast) throws Exception {
    assertThat(mutants).hasSizeGreaterThanOrEqualTo(atLeast);
    Laboratory laboratory = new Laboratory(room, Path.of(""));
    List<String> wrong = new ArrayList<>();
    ExecutorService hands = Executors.newFixedThreadPool(AT_ONCE);
    try {
      Set<String> tests = new LinkedHashSet<>();
      mutants.forEach(mutant -> tests.add(mutant.test()));
      List<Future<Outcome>> sound =
          all(hands, tests.stream().map(test -> trial(laboratory, test, null)));
      List<Future<Outcome>> faulty =
          all(hands, mutants.stream().map(mutant -> trial(laboratory, mutant.test(), mutant)));

      int test = 0;
      for (String name : tests) {
        if (sound.get(test++).get() != Outcome.PASSED) {
          wrong.add(name + " does not pass without a fault.");
        }
      }
      System.out.println("| mutant | promise | caught by | how |\n|---|---|---|---|");
      for (int i = 0; i < mutants.size(); i++) {
        Mutant mutant = mutants.get(i);
        Outcome outcome = faulty.get(i).get();
        System.out.printf(
            "| %s | %s | `%s` | %s |%n",
            mutant.name(),
            mutant.promise(),
            mutant.test(),
            outcome.name().toLowerCase(Locale.ROOT));
        if (outcome == Outcome.PASSED) {
          wrong.add(mutant.test() + " does not notice: " + mutant.name());
        }
      }
    } finally {
      hands.shutdownNow();
    }
    assertThat(wrong).isEmpty();
  }

  private static List<Future<Outcome>> all(
      ExecutorService hands, Stream<Callable<Outcome>> trials) {
    return trials.map(hands::submit).toList();
  }

  private static Callable<Outcome> trial(
      Laboratory laboratory, String test, @Nullable Mutant mutant) {
    return () ->
        mutant == null
            ? laboratory.run(test, ".", SOUND_SCHEDULES)
            : laboratory.run(test, laboratory.plant(mutant).toString(), SCHEDULES);
  }
}
