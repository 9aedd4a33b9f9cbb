package shop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The storms of one run of the program, shared by the tests that look at them. */
final class Storms {
  private static final List<Storm> ALL = run();

  private Storms() {}

  static List<Storm> all() {
    return ALL;
  }

  static Storm of(Contender contender, boolean expiryTold) {
    return ALL.stream()
        .filter(storm -> storm.contender() == contender && storm.expiryTold() == expiryTold)
        .findFirst()
        .orElseThrow();
  }

  private static List<Storm> run() {
    try {
      return Quickstart.storms();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
