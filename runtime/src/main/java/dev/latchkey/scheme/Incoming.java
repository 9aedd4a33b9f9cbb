package dev.latchkey.scheme;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The head of an answer as a scheme sees it.
 *
 * @param status the HTTP status
 * @param request what it answers
 * @param headers the headers, by names as the transport spells them; not to be changed
 */
public record Incoming(int status, Outgoing request, Map<String, Collection<String>> headers) {
  /**
   * Creates the view.
   *
   * @param status the HTTP status
   * @param request what it answers
   * @param headers the headers, by names as the transport spells them
   */
  public Incoming {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(headers, "headers");
  }

  /**
   * Returns the values of a header.
   *
   * @param name its name, in any case
   * @return the values in the order of the answer, none if it lacks the header
   */
  public List<String> values(String name) {
    List<String> values = new ArrayList<>();
    headers.forEach(
        (header, each) -> {
          if (header.equalsIgnoreCase(name)) {
            values.addAll(each);
          }
        });
    return values;
  }

  /** Returns the status; headers may hold what nobody should read. */
  @Override
  public String toString() {
    return "Incoming[" + status + "]";
  }
}
