package dev.latchkey.shop;

import feign.Logger;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what Feign logs. */
public final class FeignLog extends Logger {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  @SuppressWarnings("AnnotateFormatMethod") // as Feign declares it
  protected void log(String configKey, String format, Object... args) {
    lines.add(configKey + " " + format.formatted(args));
  }
}
