package dev.latchkey.scheme;

import java.util.Locale;

/**
 * What cookies look at in the URL of a request.
 *
 * @param host in lower case
 * @param path without query and fragment, at least {@code /}
 */
record RequestUrl(String host, String path) {

  /** Reads a URL that leads to an allowed origin, and so has a scheme, a host and no user info. */
  static RequestUrl of(String url) {
    int authority = url.indexOf("//") + 2;
    int end = endOf(url, authority, "/?#");
    int port = url.lastIndexOf(':', end - 1);
    boolean hasPort = port >= authority && url.lastIndexOf(']', end - 1) < port;
    String host = url.substring(authority, hasPort ? port : end).toLowerCase(Locale.ROOT);
    String path = url.substring(end, endOf(url, end, "?#"));
    return new RequestUrl(host, path.isEmpty() ? "/" : path);
  }

  /** Returns scheme, host and port of such a URL. */
  static String originOf(String url) {
    return url.substring(0, endOf(url, url.indexOf("//") + 2, "/?#"));
  }

  private static int endOf(String url, int from, String delimiters) {
    for (int i = from; i < url.length(); i++) {
      if (delimiters.indexOf(url.charAt(i)) >= 0) {
        return i;
      }
    }
    return url.length();
  }

  /** Returns the path of cookies that name none (RFC 6265, section 5.1.4). */
  String defaultPath() {
    int slash = path.lastIndexOf('/');
    // What stands behind a semicolon could not be kept, and is nobody's folder.
    return slash <= 0 || path.indexOf(';') >= 0 ? "/" : path.substring(0, slash);
  }

  boolean isWithin(String wider) {
    return path.equals(wider)
        || (path.startsWith(wider) && (wider.endsWith("/") || path.charAt(wider.length()) == '/'));
  }

  /** Whether the host is of a domain (section 5.1.3); an address is of none but itself. */
  boolean isBelow(String domain) {
    return host.equals(domain)
        || (host.endsWith("." + domain) && !Character.isDigit(host.charAt(host.length() - 1)));
  }
}
