package dev.latchkey.shop;

import java.util.Map;

/**
 * A request as a server sees it; the names of headers are in lower case.
 *
 * @param method the method
 * @param target path and query
 * @param headers the headers
 * @param body the body, empty if there is none
 */
public record Asked(String method, String target, Map<String, String> headers, String body) {
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** What a test compares: {@code POST /orders Bearer access-1}. */
  public String line() {
    String authorization = header("authorization");
    return method + " " + target + (authorization.isEmpty() ? "" : " " + authorization);
  }
}
