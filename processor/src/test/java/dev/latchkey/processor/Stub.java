package dev.latchkey.processor;

import feign.AsyncClient;
import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A transport that keeps what it is given to send, and answers it at once. */
final class Stub implements Client, AsyncClient<Object> {
  /** Where all requests go, but those that name another place. */
  static final String URL = "https://shop.example/api";

  static final String ORIGIN = "https://shop.example";

  private final List<Sent> sent = new ArrayList<>();
  private Reply reply = new Reply(Optional.empty(), Map.of(), "");

  /**
   * A request as a transport sees it.
   *
   * @param method its verb
   * @param url where it goes
   * @param headers in order, each with its values
   * @param body a character for each byte, or null if there is none
   * @param charset what Feign says of the body
   * @param timeouts to connect and to read
   * @param redirects whether the transport may follow them
   */
  record Sent(
      String method,
      String url,
      Map<String, List<String>> headers,
      @Nullable String body,
      @Nullable Charset charset,
      List<Integer> timeouts,
      boolean redirects) {

    static Sent of(Request request, Request.Options options) {
      Map<String, List<String>> headers = new LinkedHashMap<>();
      request.headers().forEach((name, values) -> headers.put(name, List.copyOf(values)));
      return new Sent(
          request.httpMethod().name(),
          request.url(),
          headers,
          request.body() == null ? null : new String(request.body(), StandardCharsets.ISO_8859_1),
          request.charset(),
          List.of(options.connectTimeoutMillis(), options.readTimeoutMillis()),
          options.isFollowRedirects());
    }

    /** Returns whether it goes where the credential may go. */
    boolean isAtHome() {
      return url.matches("(?s)" + ORIGIN + "([/?#].*)?");
    }

    Sent withHeaders(Map<String, List<String>> other) {
      return new Sent(method, url, other, body, charset, timeouts, redirects);
    }

    Sent withRedirects(boolean other) {
      return new Sent(method, url, headers, body, charset, timeouts, other);
    }

    Sent withEmptyBody() {
      Map<String, List<String>> more = new LinkedHashMap<>(headers);
      more.put("Content-Length", List.of("0"));
      return new Sent(method, url, more, "", charset, timeouts, redirects);
    }

    /** Two are equal if their headers are in the same order, too. */
    boolean isSame(Sent other) {
      return equals(other)
          && List.copyOf(headers.keySet()).equals(List.copyOf(other.headers.keySet()));
    }
  }

  /**
   * What is answered.
   *
   * @param status the status, or none if the connection breaks
   * @param headers of the answer
   * @param body of the answer, a character for each byte
   */
  record Reply(Optional<Integer> status, Map<String, Collection<String>> headers, String body) {

    Reply without(String header) {
      Map<String, Collection<String>> others = new LinkedHashMap<>(headers);
      others.remove(header);
      return new Reply(status, others, body);
    }

    Response to(Request request) throws IOException {
      return Response.builder()
          .request(request)
          .status(status.orElseThrow(() -> new IOException("broken")))
          .reason("Said")
          .headers(headers)
          .body(body.getBytes(StandardCharsets.ISO_8859_1))
          .build();
    }
  }

  void answerWith(Reply next) {
    synchronized (sent) {
      reply = next;
      sent.clear();
    }
  }

  List<Sent> sent() {
    synchronized (sent) {
      return List.copyOf(sent);
    }
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    synchronized (sent) {
      sent.add(Sent.of(request, options));
      return reply.to(request);
    }
  }

  @Override
  public CompletableFuture<Response> execute(
      Request request, Request.Options options, Optional<Object> context) {
    try {
      return CompletableFuture.completedFuture(execute(request, options));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
