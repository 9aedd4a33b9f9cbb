package dev.latchkey.exchange;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import feign.Response;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a server answered: who, the status, the headers, and the whole body; never printed. */
public final class Answer {
  private static final ObjectReader JSON =
      JsonMapper.builder().build().reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final EndpointName asked;
  private final int status;
  private final Map<String, Collection<String>> headers;
  private final byte[] body;

  /**
   * Creates the answer.
   *
   * @param asked the endpoint that answered
   * @param status the status
   * @param headers the headers, by names in any case
   * @param body the body, empty if there was none; not copied
   */
  public Answer(
      EndpointName asked, int status, Map<String, Collection<String>> headers, byte[] body) {
    this.asked = Objects.requireNonNull(asked, "asked");
    this.status = status;
    this.headers = Objects.requireNonNull(headers, "headers");
    this.body = Objects.requireNonNull(body, "body");
  }

  /**
   * Reads a response.
   *
   * @param response the response, closed when this returns or throws
   * @param maxBytes how many bytes the body may have
   * @param deadline when the reading ends
   * @return the answer
   * @throws IOException as {@link BoundedBody#read} throws it
   */
  public static Answer read(Response response, int maxBytes, Deadline deadline) throws IOException {
    byte[] body = BoundedBody.read(response, maxBytes, deadline);
    return new Answer(
        EndpointName.of(response.request()), response.status(), response.headers(), body);
  }

  /**
   * Returns the endpoint that answered.
   *
   * @return its name
   */
  public EndpointName asked() {
    return asked;
  }

  /**
   * Returns the status.
   *
   * @return the status
   */
  public int status() {
    return status;
  }

  /**
   * Returns the headers.
   *
   * @return the headers, by names in any case
   */
  public Map<String, Collection<String>> headers() {
    return headers;
  }

  /**
   * Returns whether the body is empty.
   *
   * @return whether there is no byte in it
   */
  public boolean isEmpty() {
    return body.length == 0;
  }

  /**
   * Returns the JSON object that the body is.
   *
   * @return the object; empty if the body is anything else. Why is not said, since the messages of
   *     a parser quote what it read
   */
  public Optional<ObjectNode> json() {
    try {
      return JSON.readTree(body) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns the text of a field.
   *
   * @param object the object
   * @param field the field's name
   * @return its text; empty if it is missing, not a string, or blank
   */
  public static Optional<String> text(ObjectNode object, String field) {
    JsonNode value = object.get(field);
    return value != null && value.isTextual() && !value.textValue().isBlank()
        ? Optional.of(value.textValue())
        : Optional.empty();
  }

  /** Returns what is no secret: who answered, and the status. */
  @Override
  public String toString() {
    return asked + " answers " + status;
  }
}
