package dev.latchkey.exchange;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One challenge of a {@code WWW-Authenticate} (RFC 9110, section 11.6.1): why a server refuses a
 * request, and what would help.
 *
 * @param scheme the authentication scheme, in lower case
 * @param parameters the parameters, by names in lower case; of two of a name, the first
 */
public record Challenge(String scheme, Map<String, String> parameters) {
  /**
   * Creates a challenge.
   *
   * @param scheme the authentication scheme, in any case
   * @param parameters the parameters, by names in lower case
   */
  public Challenge {
    scheme = scheme.toLowerCase(Locale.ROOT);
    parameters = Map.copyOf(parameters);
  }

  /**
   * Returns the challenges of an answer, in one header or several. What cannot be understood is
   * passed over, in time that grows with its length.
   *
   * @param headers the headers of the answer, by names in any case
   * @return the challenges that could be read, in the order of the answer
   */
  public static List<Challenge> in(Map<String, Collection<String>> headers) {
    List<Challenge> challenges = new ArrayList<>();
    headers.forEach(
        (name, values) -> {
          if (name.equalsIgnoreCase("WWW-Authenticate")) {
            values.forEach(value -> challenges.addAll(new Reader(value).challenges()));
          }
        });
    return challenges;
  }

  /**
   * Returns a parameter.
   *
   * @param name its name, in lower case
   * @return its value, or empty if the challenge lacks it
   */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /**
   * Returns whether its {@code error} is this one.
   *
   * @param code the error code (RFC 6750, section 3.1; RFC 9470, section 3)
   * @return whether it is
   */
  public boolean isError(String code) {
    return code.equals(parameters.get("error"));
  }

  /** Returns the scheme and the names; a value may quote what was sent. */
  @Override
  public String toString() {
    return "Challenge[" + scheme + " " + parameters.keySet() + "]";
  }

  /**
   * Reads one header from left to right, and no character more than a few times. A comma separates
   * parameters as well as challenges, so a token begins a parameter if an equals sign follows it,
   * and else a challenge.
   */
  private static final class Reader {
    /** Longer than any server has to say, and shorter than what would be a nuisance. */
    private static final int LONGEST = 64 * 1024;

    private final String text;
    private int at;

    Reader(String text) {
      this.text = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    List<Challenge> challenges() {
      List<Challenge> challenges = new ArrayList<>();
      while (at < text.length()) {
        String token = token();
        if (token.isEmpty()) {
          passOver();
        } else if (!followedByEquals()) {
          challenges.add(new Challenge(token, parameters()));
        } else {
          // A parameter of no challenge; or of one that was not understood.
          value();
        }
      }
      return challenges;
    }

    private Map<String, String> parameters() {
      Map<String, String> parameters = new LinkedHashMap<>();
      passSpaces();
      while (at < text.length()) {
        int begin = at;
        String name = token();
        if (name.isEmpty()) {
          if (!passOver()) {
            return parameters;
          }
        } else if (followedByEquals()) {
          value().ifPresent(value -> parameters.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        } else if (begin > 0 && isAfterComma(begin)) {
          at = begin; // the scheme of the next challenge
          return parameters;
        }
        // Else it is a token68, which says nothing that anybody here could use.
      }
      return parameters;
    }

    private boolean isAfterComma(int begin) {
      int before = begin - 1;
      while (before >= 0 && isSpace(text.charAt(before))) {
        before--;
      }
      return before >= 0 && text.charAt(before) == ',';
    }

    /** Passes over what begins neither a token nor anything; returns whether there was more. */
    private boolean passOver() {
      if (at < text.length() && text.charAt(at) == '"') {
        String unused = quoted();
      } else {
        at++;
      }
      passSpaces();
      return at < text.length();
    }

    private void passSpaces() {
      while (at < text.length() && isSpace(text.charAt(at))) {
        at++;
      }
    }

    private String token() {
      int begin = at;
      while (at < text.length() && isToken(text.charAt(at))) {
        at++;
      }
      return text.substring(begin, at);
    }

    /** Whether the token that was read is a parameter's name; passes what follows it. */
    private boolean followedByEquals() {
      passSpaces();
      if (at == text.length() || text.charAt(at) != '=') {
        return false;
      }
      boolean isPadding = endsToken68(at);
      at++;
      while (isPadding && at < text.length() && text.charAt(at) == '=') {
        at++;
      }
      passSpaces();
      return !isPadding;
    }

    /** Whether nothing but padding follows, as after the token68 of a challenge. */
    private boolean endsToken68(int equals) {
      int next = equals;
      while (next < text.length() && text.charAt(next) == '=') {
        next++;
      }
      while (next < text.length() && isSpace(text.charAt(next))) {
        next++;
      }
      return next == text.length() || text.charAt(next) == ',';
    }

    private Optional<String> value() {
      if (at < text.length() && text.charAt(at) == '"') {
        return Optional.of(quoted());
      }
      String token = token();
      return token.isEmpty() ? Optional.empty() : Optional.of(token);
    }

    /** Reads a quoted string, to the end of the text if its quote is missing. */
    private String quoted() {
      StringBuilder value = new StringBuilder();
      at++;
      while (at < text.length() && text.charAt(at) != '"') {
        if (text.charAt(at) == '\\' && at + 1 < text.length()) {
          at++;
        }
        value.append(text.charAt(at));
        at++;
      }
      at++;
      return value.toString();
    }

    private static boolean isSpace(char c) {
      return c == ' ' || c == '\t';
    }

    private static boolean isToken(char c) {
      return (c >= '0' && c <= '9')
          || (c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }
  }
}
