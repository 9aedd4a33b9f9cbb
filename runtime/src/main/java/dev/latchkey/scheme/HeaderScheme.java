package dev.latchkey.scheme;

import dev.latchkey.session.Credential;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes the access token, after a prefix, as the value of one header. */
record HeaderScheme(String name, String prefix) implements Scheme {
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");

  HeaderScheme {
    requireName(name);
    if (!PRINTABLE.matcher(prefix).matches()) {
      throw new IllegalArgumentException("The prefix cannot be part of the value of a header.");
    }
  }

  static void requireName(String header) {
    if (!TOKEN.matcher(header).matches()) {
      throw new IllegalArgumentException("\"" + header + "\" cannot be the name of a header.");
    }
  }

  @Override
  public Map<String, String> headers(Credential credential, Outgoing request) {
    return Map.of(name, prefix + credential.accessToken());
  }
}
