package dev.latchkey.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Challenges of a server that sends anything; what it sends is drawn from a seed. */
class ChallengeFuzzTest {
  private static final int INPUTS = Integer.getInteger("latchkey.fuzz", 10_000);
  private static final long SEED = Long.getLong("latchkey.seed", 1);

  private static final String[] PIECES = {
    "Bearer",
    "DPoP",
    "error",
    "scope",
    "=",
    "==",
    ",",
    ", ",
    " ",
    "\t",
    "\"",
    "\\",
    "\\\"",
    "a",
    "invalid_token",
    "\"x\"",
    "a+/b=",
    "realm=\"a, b\"",
    "\r\n",
    "\u0000",
    "\u00e9",
    "\ud800",
  };
  private static final String TOKENS = "abcXYZ019!#$%&'*+-.^_`|~";
  private static final String TEXT = "ab ,=\"\\;:/?\u00e9\t";

  private final Random random = new Random(SEED);

  private static List<Challenge> read(String header) {
    return Challenge.in(Map.of("WWW-Authenticate", List.of(header)));
  }

  @Test
  @DisplayName("b23 rubbish is read without throwing, and holds no more than was sent")
  void rubbish() {
    int read = 0;
    for (int i = 0; i < INPUTS; i++) {
      StringBuilder header = new StringBuilder();
      for (int pieces = random.nextInt(20); pieces >= 0; pieces--) {
        String piece = PIECES[random.nextInt(PIECES.length)];
        header.append(random.nextInt(500) == 0 ? piece.repeat(20_000) : piece);
      }
      List<Challenge> challenges = read(header.toString());
      int said =
          challenges.stream()
              .mapToInt(
                  c -> c.scheme().length() + String.join("", c.parameters().values()).length())
              .sum();
      assertThat(said).isLessThanOrEqualTo(header.length());
      read += challenges.size();
    }
    System.out.printf("Read %,d headers at random, with %,d challenges.%n", INPUTS, read);
    assertThat(read).isGreaterThan(INPUTS / 10);
  }

  @Test
  @DisplayName("b23 what is written by the grammar of RFC 9110, 11.6.1, is read as it was meant")
  void wellFormed() {
    for (int i = 0; i < INPUTS; i++) {
      List<Challenge> meant = new ArrayList<>();
      List<String> written = new ArrayList<>();
      for (int challenges = 1 + random.nextInt(3); challenges > 0; challenges--) {
        Challenge challenge = new Challenge(token(), parameters());
        meant.add(challenge);
        written.add(write(challenge));
      }
      String header = String.join(random.nextBoolean() ? "," : " , ", written);
      assertThat(read(header)).as(header).isEqualTo(meant);
    }
  }

  private Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int left = random.nextInt(4); left > 0; left--) {
      String value = random.nextBoolean() ? token() : text(TEXT, random.nextInt(8));
      parameters.put(token().toLowerCase(Locale.ROOT), value);
    }
    return parameters;
  }

  private String write(Challenge challenge) {
    return challenge.scheme()
        + challenge.parameters().entrySet().stream()
            .map(parameter -> write(parameter.getKey(), parameter.getValue()))
            .collect(Collectors.joining(random.nextBoolean() ? "," : " ,\t", " ", ""));
  }

  private String write(String name, String value) {
    boolean isToken = !value.isEmpty() && value.chars().allMatch(c -> TOKENS.indexOf(c) >= 0);
    String equals = random.nextInt(4) == 0 ? " = " : "=";
    if (isToken && random.nextBoolean()) {
      return name + equals + value;
    }
    return name + equals + "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private String token() {
    return text(TOKENS, 1 + random.nextInt(6));
  }

  private String text(String characters, int length) {
    return random
        .ints(length, 0, characters.length())
        .mapToObj(at -> characters.substring(at, at + 1))
        .collect(Collectors.joining());
  }
}
