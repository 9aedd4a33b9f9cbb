package soak;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A transport that makes a good client look like bad ones: what a server would see of a client that
 * repeats what was rejected, of one without a single flight, of one that forgets which token is its
 * newest, and of one that does not take no for an answer.
 */
final class PlantedFaults implements Client {
  private final Client transport;
  private volatile byte[] tokenBefore = {};

  PlantedFaults(Client transport) {
    this.transport = transport;
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    if (!request.url().endsWith("/refresh")) {
      Response response = transport.execute(request, options);
      if (response.status() != 401) {
        return response;
      }
      response.close();
      return transport.execute(request, options);
    }
    byte[] token = request.body();
    Request asked = request;
    switch (ThreadLocalRandom.current().nextInt(4)) {
      case 0 -> {
        CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> beside(request, options));
      }
      case 1 -> asked = tokenBefore.length == 0 ? request : with(tokenBefore, request);
      default -> {}
    }
    tokenBefore = token;
    Response response = transport.execute(asked, options);
    if (response.status() != 400) {
      return response;
    }
    response.close();
    return transport.execute(asked, options);
  }

  private void beside(Request request, Request.Options options) {
    try {
      transport.execute(request, options).close();
    } catch (IOException e) {
      // The other one may fare better.
    }
  }

  private static Request with(byte[] body, Request request) {
    return Request.create(
        request.httpMethod(),
        request.url(),
        request.headers(),
        Request.Body.create(body, StandardCharsets.UTF_8),
        request.requestTemplate());
  }
}
