package dev.latchkey.exchange;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/** The JSON object in an answer. */
public final class JsonAnswer {
  private static final ObjectReader READER =
      JsonMapper.builder().build().reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private JsonAnswer() {}

  /**
   * Returns the JSON object in an answer.
   *
   * @param body the bytes
   * @return the object; empty if the bytes are anything else. Why is not said, since a parser's
   *     messages quote what it read
   */
  public static Optional<ObjectNode> object(byte[] body) {
    try {
      return READER.readTree(body) instanceof ObjectNode object
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
   * @return its text; empty if it is missing, no string, or blank
   */
  public static Optional<String> text(ObjectNode object, String field) {
    JsonNode value = object.get(field);
    return value != null && value.isTextual() && !value.textValue().isBlank()
        ? Optional.of(value.textValue())
        : Optional.empty();
  }
}
