package dev.latchkey.exchange;

import feign.Request;
import java.util.Objects;

/**
 * Who was asked, as messages name it: {@code POST https://id.example/token}, without what could be
 * secret in its URL, which is user info, query and fragment.
 *
 * @param method the HTTP method
 * @param url the URL; what could be secret is cut off
 */
public record EndpointName(String method, String url) {
  /**
   * Creates the name.
   *
   * @param method the HTTP method
   * @param url the URL; what could be secret is cut off
   */
  public EndpointName {
    Objects.requireNonNull(method, "method");
    url = withoutSecrets(url);
  }

  /**
   * Returns the name of the endpoint that a request goes to.
   *
   * @param request the request
   * @return its name
   */
  public static EndpointName of(Request request) {
    return new EndpointName(request.httpMethod().name(), request.url());
  }

  @Override
  public String toString() {
    return method + " " + url;
  }

  /** Works on malformed URLs too, which is why it does not parse. */
  private static String withoutSecrets(String url) {
    int end = url.length();
    for (char c : new char[] {'?', '#'}) {
      int at = url.indexOf(c);
      end = at < 0 ? end : Math.min(end, at);
    }
    int slashes = url.indexOf("//");
    int authority = slashes < 0 ? 0 : slashes + 2;
    int path = url.indexOf('/', authority);
    int userInfoEnd = url.lastIndexOf('@', path < 0 ? end : Math.min(path, end));
    return userInfoEnd < authority
        ? url.substring(0, end)
        : url.substring(0, authority) + url.substring(userInfoEnd + 1, end);
  }
}
