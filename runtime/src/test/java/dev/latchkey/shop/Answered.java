package dev.latchkey.shop;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a server answers.
 *
 * @param status the status
 * @param body the body
 * @param headers the headers; one with several lines is sent once for each
 */
public record Answered(int status, String body, Map<String, String> headers) {
  public static Answered of(int status) {
    return new Answered(status, "", Map.of());
  }

  public static Answered of(int status, String body) {
    return new Answered(status, body, Map.of());
  }

  public static Answered json(String body) {
    return new Answered(200, body, Map.of("Content-Type", "application/json"));
  }

  public Answered with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answered(status, body, more);
  }
}
