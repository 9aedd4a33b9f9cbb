package shop;

import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.Request;
import feign.RequestLine;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

@AuthenticatedApi
public interface ShopApi {
  @RequestLine("GET /orders")
  String from(URI shop);

  @RequestLine("GET /orders/{id}")
  String from(@Param("id") String id, URI shop, Request.Options options);

  @RequestLine("PUT /orders")
  void put(Request.Options options, String body, URI shop);

  @RequestLine("GET /orders")
  CompletableFuture<String> later(URI shop);

  @RequestLine("GET")
  String whole(URI page);
}
