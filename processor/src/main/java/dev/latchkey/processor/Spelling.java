package dev.latchkey.processor;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import javax.lang.model.SourceVersion;

/** What a name was meant to be. */
final class Spelling {
  /** Longer names are nobody's typing mistake, and comparing them takes time. */
  private static final int LONGEST = 64;

  private Spelling() {}

  /** Returns the candidate that a name was most likely meant to be, if one is near enough. */
  static Optional<String> closest(String name, Collection<String> candidates) {
    return candidates.stream()
        .filter(candidate -> isNear(name, candidate))
        .min(Comparator.comparingInt(candidate -> distance(bare(name), bare(candidate))));
  }

  /** Returns a name like this one that a parameter can have: {@code order-id} is orderId. */
  static String asParameter(String name) {
    StringBuilder parameter = new StringBuilder();
    boolean upper = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean fits =
          parameter.isEmpty()
              ? Character.isJavaIdentifierStart(c)
              : Character.isJavaIdentifierPart(c);
      if (fits && c != '$') {
        parameter.append(upper ? Character.toUpperCase(c) : c);
      }
      upper = !fits && !parameter.isEmpty();
    }
    return SourceVersion.isName(parameter) ? parameter.toString() : "value";
  }

  private static boolean isNear(String name, String candidate) {
    String one = bare(name);
    String other = bare(candidate);
    int longer = Math.max(one.length(), other.length());
    if (longer > LONGEST || one.isEmpty() || other.isEmpty()) {
      return false;
    }
    boolean partOfTheOther =
        Math.min(one.length(), other.length()) > 1 && (one.endsWith(other) || other.endsWith(one));
    int mistakes = longer == 1 ? 0 : Math.max(1, longer / 3);
    return partOfTheOther || distance(one, other) <= mistakes;
  }

  /** Returns what is left of a name when conventions are put aside: order_ID is orderid. */
  private static String bare(String name) {
    return name.replace("-", "").replace("_", "").replace(".", "").toLowerCase(Locale.ROOT);
  }

  /** Counts the characters to add, drop, change or swap with their neighbour. */
  private static int distance(String one, String other) {
    int[][] cost = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        int least = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
        least = Math.min(least, cost[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1)) {
          least = Math.min(least, cost[i - 2][j - 2] + 1);
        }
        cost[i][j] = least;
      }
    }
    return cost[one.length()][other.length()];
  }
}
