package dev.latchkey.oauth2;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parameters of a request, in order; immutable, and never printed (RFC 6749, appendix B).
 *
 * <p>A name may come twice, as {@code resource} does (RFC 8707).
 */
final class Form {
  /** What has a method of its own, or would be a second way to authenticate the client. */
  private static final Set<String> RESERVED =
      Set.of(
          "grant_type",
          "refresh_token",
          "scope",
          "client_id",
          "client_secret",
          "client_assertion",
          "client_assertion_type");

  static final Form EMPTY = new Form(List.of());

  private final List<String> pairs;

  private Form(List<String> pairs) {
    this.pairs = pairs;
  }

  Form with(String name, String value) {
    return new Form(
        Stream.concat(pairs.stream(), Stream.of(encoded(name) + "=" + encoded(value))).toList());
  }

  /** Adds a parameter of the user's, who may not set one of those that are set here. */
  Form withCustom(String name, String value) {
    Objects.requireNonNull(value, "value");
    if (Objects.requireNonNull(name, "name").isBlank() || RESERVED.contains(name)) {
      throw new IllegalArgumentException(
          "The parameter \""
              + name
              + "\" is blank, or set by scope, clientSecretBasic, clientSecretPost, publicClient or"
              + " the grant.");
    }
    return with(name, value);
  }

  Form with(Form others) {
    return new Form(Stream.concat(pairs.stream(), others.pairs.stream()).toList());
  }

  /** Returns {@code application/x-www-form-urlencoded}, which is plain ASCII. */
  String encoded() {
    return pairs.stream().collect(Collectors.joining("&"));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "Form[" + pairs.size() + " parameters]";
  }
}
