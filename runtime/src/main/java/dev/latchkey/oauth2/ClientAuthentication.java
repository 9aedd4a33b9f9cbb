package dev.latchkey.oauth2;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How a client says who it is (RFC 6749, section 2.3); one way for each request. */
final class ClientAuthentication {
  private final String description;
  private final Map<String, List<String>> headers;
  private final Form form;

  private ClientAuthentication(String description, Map<String, List<String>> headers, Form form) {
    this.description = description;
    this.headers = headers;
    this.form = form;
  }

  /** Both parts are encoded as in a form first (section 2.3.1), so that a colon can be in them. */
  static ClientAuthentication basic(String clientId, String clientSecret) {
    requireNonBlank(clientId, "clientId");
    requireNonBlank(clientSecret, "clientSecret");
    String pair = Form.encoded(clientId) + ":" + Form.encoded(clientSecret);
    String basic =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    return new ClientAuthentication(
        clientId + " by client_secret_basic", Map.of("Authorization", List.of(basic)), Form.EMPTY);
  }

  static ClientAuthentication post(String clientId, String clientSecret) {
    requireNonBlank(clientSecret, "clientSecret");
    return new ClientAuthentication(
        clientId + " by client_secret_post",
        Map.of(),
        named(clientId).with("client_secret", clientSecret));
  }

  static ClientAuthentication none(String clientId) {
    return new ClientAuthentication(clientId + " without a secret", Map.of(), named(clientId));
  }

  Map<String, List<String>> headers() {
    return headers;
  }

  Form form() {
    return form;
  }

  /** Returns what is no secret: the client's id and the way. */
  @Override
  public String toString() {
    return description;
  }

  private static Form named(String clientId) {
    requireNonBlank(clientId, "clientId");
    return Form.EMPTY.with("client_id", clientId);
  }

  private static void requireNonBlank(String value, String name) {
    if (Objects.requireNonNull(value, name).isBlank()) {
      throw new IllegalArgumentException(name + " is blank.");
    }
  }
}
