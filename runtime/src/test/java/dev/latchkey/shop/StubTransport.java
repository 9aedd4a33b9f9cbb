package dev.latchkey.shop;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A transport without a network: the server is called. */
public final class StubTransport implements Client {
  /**
   * A request as the transport is told to send it.
   *
   * @param url the whole URL
   * @param authorization the values of the header
   * @param followsRedirects what the transport is told
   */
  public record Sent(String url, Collection<String> authorization, boolean followsRedirects) {}

  private final Server server;
  private final List<Sent> sent = new CopyOnWriteArrayList<>();

  public StubTransport(Server server) {
    this.server = server;
  }

  public List<Sent> sent() {
    return List.copyOf(sent);
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    request
        .headers()
        .forEach(
            (name, values) ->
                headers.merge(
                    name.toLowerCase(Locale.ROOT),
                    String.join(", ", values),
                    (one, other) -> one + ", " + other));
    sent.add(
        new Sent(
            request.url(),
            request.headers().getOrDefault("Authorization", List.of()),
            options.isFollowRedirects()));
    byte[] body = request.body() == null ? new byte[0] : request.body();
    URI url = URI.create(request.url());
    String target = url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
    Answered answered =
        server.answer(
            new Asked(
                request.httpMethod().name(),
                target,
                headers,
                new String(body, StandardCharsets.UTF_8)));
    Map<String, Collection<String>> answeredHeaders = new LinkedHashMap<>();
    answered
        .headers()
        .forEach((name, values) -> answeredHeaders.put(name, values.lines().toList()));
    return Response.builder()
        .request(request)
        .status(answered.status())
        .headers(answeredHeaders)
        .body(answered.body(), StandardCharsets.UTF_8)
        .build();
  }
}
