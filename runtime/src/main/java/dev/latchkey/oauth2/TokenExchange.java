package dev.latchkey.oauth2;

import dev.latchkey.exchange.Answer;
import dev.latchkey.exchange.BoundedBody;
import dev.latchkey.exchange.BoundedTransport;
import dev.latchkey.exchange.Deadline;
import dev.latchkey.exchange.EndpointName;
import dev.latchkey.exchange.ExchangeFailure;
import dev.latchkey.exchange.ForeignTransport;
import dev.latchkey.exchange.SharedTransport;
import dev.latchkey.session.Credential;
import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks a token endpoint: one request, sent exactly once, since a refresh token may be good for one
 * use; one whole answer, in time.
 */
final class TokenExchange {
  private final String url;
  private final EndpointName name;
  private final ClientAuthentication authentication;
  private final Form constant;
  private final Duration total;
  private final Client transport;
  private final Request.Options options;

  TokenExchange(
      String url,
      ClientAuthentication authentication,
      Form parameters,
      Duration total,
      Client transport) {
    this.url = url;
    this.name = new EndpointName("POST", url);
    this.authentication = authentication;
    this.constant = parameters.with(authentication.form());
    this.total = total;
    this.transport = new BoundedTransport(transport, total, BoundedBody.MAX_BYTES);
    this.options = ForeignTransport.staying(transport, SharedTransport.options(total));
  }

  /** Returns the credential that the endpoint issues for a grant, or throws what it means. */
  Credential ask(Form grant) {
    byte[] form = grant.with(constant).encoded().getBytes(StandardCharsets.US_ASCII);
    Request request =
        Request.create(
            Request.HttpMethod.POST,
            url,
            headers(form.length),
            Request.Body.create(form, StandardCharsets.UTF_8),
            null);
    return new TokenAnswer(answer(request)).credential();
  }

  private Answer answer(Request request) {
    try {
      Response response = transport.execute(request, options);
      // By now in memory, so this takes no time.
      return Answer.read(response, BoundedBody.MAX_BYTES, Deadline.in(total));
    } catch (IOException | RuntimeException e) {
      throw ExchangeFailure.of(name, e);
    }
  }

  /** Feign's own transport sends a body in chunks, which not every server takes, unless told. */
  private Map<String, Collection<String>> headers(int length) {
    Map<String, Collection<String>> headers = new LinkedHashMap<>();
    headers.put("Content-Type", List.of("application/x-www-form-urlencoded"));
    headers.put("Content-Length", List.of(String.valueOf(length)));
    headers.put("Accept", List.of("application/json"));
    headers.putAll(authentication.headers());
    return headers;
  }

  @Override
  public String toString() {
    return name.toString();
  }
}
