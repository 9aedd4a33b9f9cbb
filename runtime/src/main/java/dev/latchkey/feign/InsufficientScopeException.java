package dev.latchkey.feign;

import feign.FeignException;
import feign.Request;
import java.io.Serial;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A refusal whose challenge is {@code insufficient_scope} (RFC 6750, section 3.1): the credential
 * is good, and no refresh can help; other scopes can. Ask the authorization server for them, if the
 * user may have them.
 *
 * <p>It is a {@code Forbidden} too where a server answers 401 instead of 403.
 */
public final class InsufficientScopeException extends FeignException.Forbidden {
  @Serial private static final long serialVersionUID = 1L;

  /** In the order of the challenge. */
  private final LinkedHashSet<String> scopes;

  /**
   * Creates the exception, as the error decoder of a client does.
   *
   * @param message says which endpoint refused, and what it needs
   * @param scopes the scopes that the endpoint needs
   * @param request the request, without the credential
   * @param body the body of the answer, or null
   * @param headers the headers of the answer
   */
  public InsufficientScopeException(
      String message,
      Collection<String> scopes,
      Request request,
      byte @Nullable [] body,
      Map<String, Collection<String>> headers) {
    super(message, request, body, headers);
    this.scopes = new LinkedHashSet<>(scopes);
  }

  /**
   * Returns the scopes that the endpoint needs.
   *
   * @return their names in the order of the challenge, unmodifiable; none if it names none
   */
  public Set<String> scopes() {
    return Collections.unmodifiableSet(scopes);
  }
}
