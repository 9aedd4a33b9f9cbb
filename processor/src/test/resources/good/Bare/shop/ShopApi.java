package shop;

import dev.latchkey.Anonymous;
import dev.latchkey.AuthenticatedApi;
import feign.Headers;
import feign.Param;
import feign.RequestLine;
import java.util.concurrent.CompletableFuture;

@AuthenticatedApi
public interface ShopApi {
  @Anonymous
  @RequestLine("GET /status")
  String status();

  @Anonymous
  @RequestLine("GET /status")
  CompletableFuture<String> statusLater();

  @Anonymous
  @RequestLine("GET /guest")
  @Headers("Authorization: Basic {guest}")
  String asGuest(@Param("guest") String guest);

  @RequestLine("GET /orders")
  String orders();
}
